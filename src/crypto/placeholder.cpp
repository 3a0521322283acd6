// SPDX-License-Identifier: MIT
namespace postseal {}
