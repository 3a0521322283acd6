// SPDX-License-Identifier: MIT
#include "core/dh_primes.hpp"

#include <algorithm>
#include <array>

namespace postseal {
namespace {

using enum PrimeKind;

// Digests of the primes in RFC 2409, 3526, 5114 and 7919, of those compiled into servers (nmap's
// ssl-dh-params and testssl.sh's common-primes list them) and into Postfix since 2.2.
// clang-format off
constexpr std::array known{
    KnownPrime{"64fcc83ec403930bf18393dbc883ccaa1fbb08ac876f77f7aa99748ca945019b", group, "modp1536"},
    KnownPrime{"9cd3b7f336872f46c09428d1bbc19877a4d440512cda8d1c1cf0cd6e33698966", group, "ffdhe2048"},
    KnownPrime{"d66436f79bbd6b2e38c0ffbd079be904d2641415e2e67140e09448be9a60890e", group, "modp2048"},
    KnownPrime{"0eaf67db3a839156d5013494a5318a772b5697d270d721f37f092efc69ea5a17", group, "ffdhe3072"},
    KnownPrime{"48cf8b092fbce4359d9871abf74f98e25b6163379eaa15cd9087e800c6d1c55c", group, "modp3072"},
    KnownPrime{"4648414224ac881b3d0dc59b466f96d06a558278776807797ecf1f66ff397b3e", group, "ffdhe4096"},
    KnownPrime{"4ee95187682bcb230ad26a95205f6920e84708f6251b3894329b09ec23919e33", group, "modp4096"},
    KnownPrime{"227ac9066b3ddd9e193670cda2388fa884f65ba0cf98b742d1fe77a6687c79c7", group, "ffdhe6144"},
    KnownPrime{"d1bfe6d0925ce7e4da262b62861514a7755e35831e429f343e7b864848657efd", group, "modp6144"},
    KnownPrime{"770b14efaf6f049929c523113b3fa99a8d11dab1b18af3609590122075d19833", group, "ffdhe8192"},
    KnownPrime{"39ab4feab950a3128fb71accb9fc3965d857012e081998a85996e3ea8b3c3bcf", group, "modp8192"},
    KnownPrime{"7b6551ea6ff09bd78c24bede10980a155f70b6c81e48b4dd8bec822ab3bf0e94", shared, "HAProxy"},
    KnownPrime{"3166ce19180005327a6059a2e7a4ed22775ad2f0eadaee59a7481ab391fe592f", shared, "OpenSSL's own programs"},
    KnownPrime{"9e348a9471b7d123aa97071e38288379fc12a9992e8e75db2113c1ded5463ac3", shared, "OpenSSL's own programs"},
    KnownPrime{"4e1f16b0a537becf0398e0d6049ed82850ef799626db1771a9aa4901e84385c3", shared, "Postfix 3.0.14 to 3.5"},
    KnownPrime{"ea8dfb71d98b4f878ca8d9915aaacae6d86fb791f7149373326b0fe318442b64", shared, "Postfix 3.6"},
    KnownPrime{"450349830c07b0225c8fd0b123ca8febdf0c28fde698258de7cab092b9045a94", shared, "Postfix 3.7 and later"},
    KnownPrime{"725541d91fe79bcf52e6d96581d83ab8eb68a6c2460d933f68792a369b003b1c", shared, "SKIP"},
    KnownPrime{"d03fdc7fe0f0d300624dd6d8a1682855bcd396581fa046931894424f648fca60", shared, "socat"},
    KnownPrime{"a67f41cb161353e098a815bf4070d3268927a50cf3b9be233377f81e0ac77c1e", shared, "HAProxy"},
    KnownPrime{"ce7728db3aed1119a82b9f17b17df9f8e370ddd7639946df09a119f924aa42e8", shared, "OpenSSL's own programs"},
    KnownPrime{"bfe545862ca102ad1eeddb5fbfa5bf855ac4995c56a8b408ce3fe099dce93a9d", unsafe, "RFC 5114, group 23"},
    KnownPrime{"0b7835722cb619827610c2549fdda5587421686c4409a13865e76225522ddcc9", unsafe, "RFC 5114, group 24"},
    KnownPrime{"3cdb020b9ef298b2f3f6cf5a872af527337bf7b9f654b2e70c49da16a4d24137", weak, "Apache mod_ssl 2.0"},
    KnownPrime{"db01e702899166da28c9bc7896af62bcdf0c96d0fb341950ba80e68bd51a57ef", weak, "Apache mod_ssl 2.2"},
    KnownPrime{"73b391ec8da33ee197aed17d7cfce1321b94e04c5b55b3c02c1c7198eb88715b", weak, "Java sun.security.provider"},
    KnownPrime{"f26e2403f3f07946654404909f0ff81d9354de17250411b4c04b89af73178425", weak, "OpenSSL's own programs"},
    KnownPrime{"449ab49c277d21a601e806df3064d6e4b3040045110efe26b85d12e88ae9355a", weak, "Postfix 3.0.14 to 3.5"},
    KnownPrime{"6c863838510bab3e2093066fc14976f0265b0da72c465eb306018587b5df6b6a", weak, "Postfix before 3.0.14"},
    KnownPrime{"e2b343fa226b71092716a0cefea064b00c0a6855e25e199bf91452b88d81d03e", weak, "Postfix, in print"},
    KnownPrime{"bc66927384785251c604a3836e40475664b425ef690d8fc9b770ba80095488d0", weak, "Postfix, in print"},
    KnownPrime{"b85e2291d140459398cf0cd25689409c3d2eb44c590634464b7b3ae613ec4712", weak, "Postfix, in print"},
    KnownPrime{"ee5483fe4b96caa10cb5b863ec409aab2762e6bf43af4a8a0a42817fef4dd7f3", weak, "Java sun.security.provider"},
    KnownPrime{"7dafc874c19963c0dd38e642bf1f3ad92d0fafd9a8db4651e5ff44903aef69c3", weak, "Postfix, in print"},
    KnownPrime{"ad225f9367840e76af41a00757b85eada4ac49190ea6ec4e90a7114c1eb9d1de", weak, "Postfix, in print"},
    KnownPrime{"b36ac84e5fa8bd7a6363e1fb989456e430ac24bec3899ebd876c327f00a78609", weak, "Postfix, in print"},
    KnownPrime{"b52ba6a3026520a6c49d37e4587601801bee500123b3259b6bf03e7cecc3e63d", weak, "RFC 2409 group 1 (Oakley)"},
    KnownPrime{"d9f6f2a0adb3427cbe12b007049b842bd208e830a3a4b97f2f041c44797dae34", weak, "LibTomCrypt"},
    KnownPrime{"f79d1db3c955a28fdeca462670a0712efee4b588c7858e4943883f903bd1354b", weak, "Apache mod_ssl 2.0"},
    KnownPrime{"bf910d9df4e0b2e76cda7443f592aa118e33ba2c224ebc27fb8978d873c8c2e3", weak, "Apache mod_ssl 2.2"},
    KnownPrime{"486e235226a927b22b9389bf43377084cb9be4c303f08fd490613ab4d9dfbd31", weak, "HAProxy"},
    KnownPrime{"bfa876fe4671a9c696c8e256c13d7fadaa05c8991660e0924604ff7b239c6d1a", weak, "IronPort"},
    KnownPrime{"cc21a33dd1a3edf40bf636b5496e4aede198a437a8548e0cc1a621424e42419b", weak, "Java sun.security.provider"},
    KnownPrime{"66d0bf38b0bdfacf2fdae33f35102ab6079fd5ff0feff8e436a4063745c72739", weak, "OpenSSL's own programs"},
    KnownPrime{"ef627d8cc44144f36a075d8dd8511bbd278cb5cf438f1052bdbdabe715232c1e", weak, "Postfix before 3.0.14"},
    KnownPrime{"d2ae65bfc24596c0333a3ad57a67565d1494da51059f327d8cd7d6c36ea53dc1", weak, "Postfix, in print"},
    KnownPrime{"3b37d357836b4c0b81ae99d4bb204f5fb3b3cc53a79a4660db1499062a7c8d47", weak, "Postfix, in print"},
    KnownPrime{"20ce5e9531472e234e1ef76788a6f5f5da9d3ee746de9901fb962b6a1bf76f6f", weak, "Postfix, in print"},
    KnownPrime{"984a91adb717c9753fd52ab8c4659b6f5915a0647385796d3ac367b86618eac4", weak, "ProFTPD"},
    KnownPrime{"46ff79361993e5e6e9025cdfdb8d59af2a434714a48798450df9f9ff4c9e7558", weak, "ProFTPD"},
    KnownPrime{"8b4fa096eb2414e26babeef0e3e68eb7a531eca3853a635f7e98007593d35ad6", weak, "ProFTPD"},
    KnownPrime{"0a64b51e01fbccd80d5c45d6c40b1eb7ff66f13c3b4ebf0a4c0a60c1b3bf49cc", weak, "ProFTPD"},
    KnownPrime{"6b79f7880e90204b6f8cb64f4bea6ea6b4286941e1d81c18b8c20f968a3eb26a", weak, "ProFTPD"},
    KnownPrime{"6ab0cedf512ead33f4827d0a9aa9a4b8433cac5d2ee4ff340c4f38a816d94382", weak, "ProFTPD"},
    KnownPrime{"c43bb4fe47a641335004ca606398421bb63ee95c1da6bb0be37328bf80ca4d0e", weak, "ProFTPD"},
    KnownPrime{"9f5e9f4e49f8499926f4bfd7cffcd0ecfb650a6ec35406bf70c378dfb3a25f5a", weak, "ProFTPD"},
    KnownPrime{"3576d07c0658c0230f4e4a4ad3255c68b12da40ae85e9bbe31f0361521f94c79", weak, "ProFTPD"},
    KnownPrime{"0ea9ef1fd4b42cff37a02344a1097ca697054fa0c5ef9c624360cdde80c51697", weak, "ProFTPD"},
    KnownPrime{"eba4ea9cdaf56d1c93fdf9b358f33148ce4340c48d631aa6dda9cbe8739981bd", weak, "ProFTPD"},
    KnownPrime{"80b421f627228225bc69d267f5f3d61e6a628fb6073ff12b898201817a9476fb", weak, "ProFTPD"},
    KnownPrime{"3f35a3f5f6c4376a744acad409bb22f8d897f949d2311d885adaa890981b67a0", weak, "RFC 2409 group 2 (Oakley)"},
    KnownPrime{"44c55cfee5c075927cf682da5b681bdecbd5c3eb0784c14f5dce7610f0ef133d", weak, "RFC 5114, group 22"},
    KnownPrime{"6215d41bb617b390082b066d6856f8b361d6c77f316a84301f7c9717a8681485", weak, "SKIP"},
    KnownPrime{"74a5cce5b6a93eb755e2f48250dc7cb3ea529484af916e1368034b6f70eb25fc", weak, "common on the Internet (weakdh.org)"},
    KnownPrime{"196085cb4281d1ff18efaad097bc1ec0af2581444026a6a3018b1479f6d89cdb", weak, "common on the Internet (weakdh.org)"},
    KnownPrime{"80571b97f71f89727ab0c40bb73b4f01a420469abd814b7b35090c8d6dff62b0", weak, "common on the Internet (weakdh.org)"},
    KnownPrime{"5f856a00120eee6d6b87ef8f596aefbbd284f8a611c8329a713d37cdec2a27b0", weak, "common on the Internet (weakdh.org)"},
    KnownPrime{"deb671287187265a5383df13708d3a757735f4af22dd171265385822f5aca5b9", weak, "common on the Internet (weakdh.org)"},
    KnownPrime{"bc19c041491e550f381d09415a82e1b359410e8e243744cc545a342455f5fcd8", weak, "common on the Internet (weakdh.org)"},
    KnownPrime{"ac0ff7a415f003c6503d4c126f2929769e6f3f89c29efa450764212fa13e2069", weak, "common on the Internet (weakdh.org)"},
    KnownPrime{"2b07d24b932aa7a015c45a3f06e75ba71cb8cff8d33980acebf628afff1c101e", weak, "common on the Internet (weakdh.org)"},
    KnownPrime{"8523c72057043833089915168751620b02dd60206beaa3ddb65df468acc9584e", weak, "common on the Internet (weakdh.org)"},
    KnownPrime{"52d4faa53003b8349dac3e984a6423bc1ab6ab927f1855d94757185f71b5d97d", weak, "common on the Internet (weakdh.org)"},
    KnownPrime{"8ae47dca3d24e9b64640062686da234dcabada26b0da6f090c5449c1338d9a11", weak, "nginx before 1.11"},
    KnownPrime{"ac10fa3c5965ca361c07b3511140eb0a5cc89d92417708b1c13d07dc24770e22", weak, "socat before 1.7.3.1"},
};
// clang-format on

}  // namespace

std::optional<KnownPrime> find_prime(std::string_view sha256) {
  const auto* const found = std::find_if(known.begin(), known.end(),
                                         [&](const KnownPrime& p) { return p.sha256 == sha256; });
  if (found == known.end()) return std::nullopt;
  return *found;
}

}  // namespace postseal
