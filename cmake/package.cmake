# SPDX-License-Identifier: MIT
# The Debian package: cmake --preset release && cmake --build --preset release --target package
set(POSTSEAL_MAINTAINER
    "The postseal authors <maintainers@postseal.invalid>"
    CACHE STRING "Who maintains the package: NAME <ADDRESS>")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "The postseal authors")
set(CPACK_PACKAGE_CONTACT ${POSTSEAL_MAINTAINER})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "TLS keys, certificates and settings for Postfix")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION mail)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS postfix)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "postseal provisions the TLS material of a Postfix mail server: keys,
certificates, chains, DH parameters, file modes, fingerprints, and the
main.cf and master.cf lines that match, for Postfix 2.3 to 3.12.
Every command computes a plan first, can show it instead of carrying it
out, and has nothing to do when it is run again.")

# What only a Debian package has: the licence and the changes by the names that Debian looks for.
string(TIMESTAMP package_date "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(CONFIGURE OUTPUT debian/changelog CONTENT
"postseal (${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) unstable; urgency=medium

  * CHANGELOG.md tells what is new.

 -- ${POSTSEAL_MAINTAINER}  ${package_date}
")
install(
  CODE "
  if(CMAKE_INSTALL_PREFIX STREQUAL \"/usr\" AND EXISTS /etc/debian_version)
    set(documents \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}/doc/postseal\")
    file(INSTALL \"${PROJECT_SOURCE_DIR}/LICENSE\" DESTINATION \"\${documents}\" RENAME copyright)
    execute_process(
      COMMAND \"${POSTSEAL_GZIP}\" -9 -n -c \"${PROJECT_BINARY_DIR}/debian/changelog\"
      OUTPUT_FILE \"${PROJECT_BINARY_DIR}/debian/changelog.Debian.gz\")
    file(INSTALL \"${PROJECT_BINARY_DIR}/debian/changelog.Debian.gz\"
         DESTINATION \"\${documents}\")
  endif()")
include(CPack)
