# SPDX-License-Identifier: MIT
# What `cmake --install` puts where: the binary, its manual page, completions, templates, documents.
install(TARGETS postseal RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(
  DIRECTORY templates/
  DESTINATION ${CMAKE_INSTALL_DATADIR}/postseal/templates
  OPTIONAL)
# The units name the binary where it is installed. Packages are for /usr, as the units are written,
# and made below another prefix.
install(
  CODE "
  set(services)
  if(NOT CMAKE_INSTALL_PREFIX MATCHES \"/_CPack_Packages/\")
    file(GLOB services \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}/postseal/templates/systemd/*.service\")
  endif()
  foreach(service IN LISTS services)
    file(READ \"\${service}\" text)
    string(REPLACE \"/usr/bin/postseal\" \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}/postseal\"
           text \"\${text}\")
    file(WRITE \"\${service}\" \"\${text}\")
  endforeach()")

# The page is written by the binary itself.
set(page ${PROJECT_BINARY_DIR}/postseal.1)
find_program(POSTSEAL_GZIP gzip)
if(POSTSEAL_GZIP)
  set(compress COMMAND ${POSTSEAL_GZIP} -9 -n -f ${page})
  set(installed_page ${page}.gz)
else()
  set(compress)
  set(installed_page ${page})
endif()
add_custom_command(
  OUTPUT ${installed_page}
  COMMAND postseal man > ${page} ${compress}
  DEPENDS postseal
  COMMENT "Writing the manual page"
  VERBATIM)
add_custom_target(manual_page ALL DEPENDS ${installed_page})
install(FILES ${installed_page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

install(
  FILES completions/postseal.bash
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
  RENAME postseal)
install(FILES completions/postseal.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
# Debian's zsh has a folder of its own for packages; only the prefix of the day tells.
install(
  CODE "
  set(zsh_folder site-functions)
  if(CMAKE_INSTALL_PREFIX STREQUAL \"/usr\" AND EXISTS /etc/debian_version)
    set(zsh_folder vendor-completions)
  endif()
  file(INSTALL \"${PROJECT_SOURCE_DIR}/completions/_postseal\" TYPE FILE DESTINATION
       \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}/zsh/\${zsh_folder}\")")
