# SPDX-License-Identifier: MIT
# What a real zsh would offer, one word a line: zsh -f complete.zsh DIRECTORY-OF-_postseal LINE
# Types LINE and a tab into an interactive shell on a pseudo-terminal whose compadd tells.
# The words waited for are never typed as such: a shell may echo what it is given.
zmodload zsh/zpty || exit 1
zpty shell zsh -f -i
zpty -w shell "PS1= PS2=; stty -echo; fpath=(${(q)1} \$fpath); autoload -Uz compinit; compinit -u -C -d ${(q)1}/dump"
zpty -w shell 'compadd() {
  local -a offers
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)* ]] { builtin compadd "$@"; return }
  builtin compadd -O offers "$@"
  (($#offers)) && print -rl -- OF""FER:$^offers
  builtin compadd "$@"
}'
zpty -w shell 'comppostfuncs=(finished); finished() { print EN""D:; exit }; print REA""DY:'
zpty -r shell seen '*READY:*' || exit 1
zpty -w -n shell "$2"$'\t'
zpty -r shell seen '*END:*'
print -r -- $seen | tr -d '\r' | sed -n 's/.*OFFER://p'
zpty -d shell
