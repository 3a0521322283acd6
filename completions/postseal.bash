# bash completion for postseal; written by `postseal completion bash`
# SPDX-License-Identifier: MIT
_postseal() {
  local line=${COMP_LINE:0:COMP_POINT}
  local command='' group='' option='' options='' words='' kind='' before='' cur word i
  local -a typed
  COMPREPLY=()
  read -ra typed <<<"$line"
  if [[ $line == *[[:space:]] ]]; then typed+=(''); fi
  cur=${typed[-1]}
  for ((i = 1; i < ${#typed[@]} - 1; i++)); do
    word=${typed[i]}
    case $word in
    --config-dir | -c | --postfix-version | --passphrase-file | --template-dir | --lock-timeout | --color) ((i++)) ;;
    -*) ;;
    *)
      if [[ -n $group ]]; then
        command="$group $word"
        break
      fi
      case $word in
      chain | key | cert | ca | dh | modes | policy | hook) group=$word ;;
      *)
        command=$word
        break
        ;;
      esac
      ;;
    esac
  done
  if [[ $cur == --*=* ]]; then
    option=${cur%%=*}
    cur=${cur#*=}
  elif ((${#typed[@]} > 2)); then
    option=${typed[-2]}
  fi
  case "$command|$option" in
  *'|--config-dir' | *'|-c') kind=dirnames ;;
  *'|--postfix-version') return ;;
  *'|--passphrase-file') kind=default ;;
  *'|--template-dir') kind=dirnames ;;
  *'|--lock-timeout') return ;;
  *'|--color') words='auto always never' ;;
  'init|--dir') kind=dirnames ;;
  'init|--name') return ;;
  'init|--type') words='rsa ec rsa:2048 rsa:3072 rsa:4096 ec:p256 ec:p384 ec:p521 ed25519 ed448' ;;
  'init|--layout') words='single split' ;;
  'init|--days') return ;;
  'init|--dh') return ;;
  'init|--profile') words='old intermediate modern' ;;
  'init|--write-config') kind=default ;;
  'snippet|--profile') words='old intermediate modern' ;;
  'snippet|--format') words='main.cf postconf ansible' ;;
  'snippet|--os') words='debian rhel freebsd other' ;;
  'snippet|--ca-file') kind=default ;;
  'snippet|--dir') kind=dirnames ;;
  'snippet|--name') return ;;
  'snippet|--type') words='rsa ec rsa:2048 rsa:3072 rsa:4096 ec:p256 ec:p384 ec:p521 ed25519 ed448' ;;
  'snippet|--layout') words='single split' ;;
  'snippet|--dh') return ;;
  'apply|--file') kind=default ;;
  'status|--dir') kind=dirnames ;;
  'rollback|--name') return ;;
  'rollback|--dir') kind=dirnames ;;
  'chain build|--key') kind=default ;;
  'chain build|--from') kind=default ;;
  'chain build|--roots') kind=default ;;
  'chain build|--out') kind=default ;;
  'chain check|--key') kind=default ;;
  'chain check|--roots') kind=default ;;
  'chain check|--within') return ;;
  'chain check|--fail-on') words='error warning info' ;;
  'key new|--type') words='rsa:2048 rsa:3072 rsa:4096 ec:p256 ec:p384 ec:p521 ed25519 ed448 rsa ec' ;;
  'key new|--out') kind=default ;;
  'key convert|--out') kind=default ;;
  'key rotate|--key') kind=default ;;
  'key rotate|--type') words='rsa:2048 rsa:3072 rsa:4096 ec:p256 ec:p384 ec:p521 ed25519 ed448 rsa ec' ;;
  'key rotate|--days') return ;;
  'cert self-signed|--key') kind=default ;;
  'cert self-signed|--type') words='rsa:2048 rsa:3072 rsa:4096 ec:p256 ec:p384 ec:p521 ed25519 ed448 rsa ec' ;;
  'cert self-signed|--key-out') kind=default ;;
  'cert self-signed|--out') kind=default ;;
  'cert self-signed|--days') return ;;
  'cert csr|--key') kind=default ;;
  'cert csr|--type') words='rsa:2048 rsa:3072 rsa:4096 ec:p256 ec:p384 ec:p521 ed25519 ed448 rsa ec' ;;
  'cert csr|--key-out') kind=default ;;
  'cert csr|--out') kind=default ;;
  'cert renew|--key') kind=default ;;
  'cert renew|--out') kind=default ;;
  'cert renew|--days') return ;;
  'ca new|--dir') kind=dirnames ;;
  'ca new|--permit') return ;;
  'ca new|--type') words='rsa:2048 rsa:3072 rsa:4096 ec:p256 ec:p384 ec:p521 ed25519 ed448 rsa ec' ;;
  'ca new|--days') return ;;
  'ca issue|--key') kind=default ;;
  'ca issue|--type') words='rsa:2048 rsa:3072 rsa:4096 ec:p256 ec:p384 ec:p521 ed25519 ed448 rsa ec' ;;
  'ca issue|--key-out') kind=default ;;
  'ca issue|--out') kind=default ;;
  'ca issue|--ca') kind=dirnames ;;
  'ca issue|--days') return ;;
  'dh new|--out') kind=default ;;
  'dh new|--bits') return ;;
  'dh new|--group') words='ffdhe2048 ffdhe3072 ffdhe4096 ffdhe6144 ffdhe8192 modp1536 modp2048 modp3072 modp4096 modp6144 modp8192' ;;
  'dh new|--jobs') return ;;
  'modes check|--group') return ;;
  'modes fix|--key-mode') return ;;
  'modes fix|--cert-mode') return ;;
  'modes fix|--owner') return ;;
  'modes fix|--group') return ;;
  'fingerprint|--digest') words='md5 sha1 sha256 sha384 sha512' ;;
  'fingerprint|--of') words='certificate public-key both' ;;
  'fingerprint|--format') words='text policy match access tlsa pin' ;;
  'fingerprint|--nexthop') return ;;
  'policy show|--table') kind=default ;;
  'policy set|--table') kind=default ;;
  'policy pin|--table') kind=default ;;
  'policy pin|--expect') return ;;
  'policy pin|--of') words='certificate public-key both' ;;
  'policy prune|--table') kind=default ;;
  'policy prune|--jobs' | 'policy prune|-j') return ;;
  'policy remove|--table') kind=default ;;
  'policy check|--table') kind=default ;;
  'policy check|--jobs' | 'policy check|-j') return ;;
  'policy check|--fail-on') words='error warning info' ;;
  'policy explain|--cert') kind=default ;;
  'policy explain|--connect') return ;;
  'policy explain|--mx') return ;;
  'probe|--hosts') kind=default ;;
  'probe|--mx-of') return ;;
  'probe|--port') return ;;
  'probe|--name') return ;;
  'probe|--jobs' | 'probe|-j') return ;;
  'probe|--timeout') return ;;
  'probe|--ca') kind=default ;;
  'probe|--compare') kind=default ;;
  'probe|--within') return ;;
  'probe|--fail-on') words='error warning info' ;;
  'probe|--format') words='text jsonl' ;;
  'check|--within') return ;;
  'check|--fail-on') words='error warning info' ;;
  'check|--format') words='text nagios prometheus' ;;
  'deploy|--cert') kind=default ;;
  'deploy|--key') kind=default ;;
  'deploy|--chain') kind=default ;;
  'deploy|--name') return ;;
  'deploy|--dir') kind=dirnames ;;
  'hook run|--dir') kind=dirnames ;;
  'hook install|--client-dir') kind=dirnames ;;
  'hook install|--postseal') kind=default ;;
  'hook remove|--client-dir') kind=dirnames ;;
  *)
    case $command in
    '')
      case $group in
      chain) words='build check' ;;
      key) words='new convert show rotate' ;;
      cert) words='self-signed csr renew show' ;;
      ca) words='new issue' ;;
      dh) words='new check advise' ;;
      modes) words='check fix' ;;
      policy) words='show set pin prune remove check explain' ;;
      hook) words='run install remove' ;;
      *) words='init snippet apply status rollback chain key cert ca dh modes fingerprint policy probe check explain deploy hook completion man' ;;
      esac
      ;;
    'init')
      options='--dir --name --type --layout --days --dh --profile --configure --submission --smtps --write-config'
      ;;
    'snippet')
      options='--profile --format --submission --smtps --os --ca-file --dir --name --type --layout --dh'
      words='server client master all'
      ;;
    'apply')
      options='--file'
      ;;
    'status')
      options='--dir --offline'
      ;;
    'rollback')
      options='--name --dir --require-live'
      ;;
    'chain build')
      options='--key --from --roots --include-root --allow-incomplete --out'
      kind=default
      ;;
    'chain check')
      options='--key --roots --within --fail-on'
      kind=default
      ;;
    'key new')
      options='--type --out'
      ;;
    'key convert')
      options='--out --traditional'
      kind=default
      ;;
    'key show')
      kind=default
      ;;
    'key rotate')
      options='--key --type --days'
      kind=default
      ;;
    'cert self-signed')
      options='--key --type --key-out --out --days'
      ;;
    'cert csr')
      options='--key --type --key-out --out'
      ;;
    'cert renew')
      options='--key --out --days'
      kind=default
      ;;
    'cert show')
      kind=default
      ;;
    'ca new')
      options='--dir --permit --type --days'
      ;;
    'ca issue')
      options='--key --type --key-out --out --ca --client --days'
      ;;
    'dh new')
      options='--out --bits --group --jobs'
      ;;
    'dh check')
      kind=default
      ;;
    'modes check')
      options='--group'
      kind=default
      ;;
    'modes fix')
      options='--key-mode --cert-mode --owner --group'
      kind=default
      ;;
    'fingerprint')
      options='--digest --of --format --nexthop --implicit'
      kind=default
      ;;
    'policy show')
      options='--table'
      ;;
    'policy set')
      options='--table'
      ;;
    'policy pin')
      options='--table --add --expect --tofu --implicit --of'
      kind=default
      ;;
    'policy prune')
      options='--table --jobs -j'
      ;;
    'policy remove')
      options='--table'
      ;;
    'policy check')
      options='--table --live --jobs -j --fail-on'
      kind=default
      ;;
    'policy explain')
      options='--cert --connect --implicit --mx'
      ;;
    'probe')
      options='--hosts --mx-of --port --implicit --name --jobs -j --timeout --ca --compare --within --fail-on --format'
      ;;
    'check')
      options='--within --fail-on --format --fix'
      ;;
    'explain')
      ;;
    'deploy')
      options='--cert --key --chain --name --dir --allow-name-loss --keep-self-signed --require-live'
      ;;
    'hook run')
      options='--dir'
      ;;
    'hook install')
      options='--client-dir --postseal'
      words='certbot lego acme.sh dehydrated getssl uacme'
      ;;
    'hook remove')
      options='--client-dir'
      words='certbot lego acme.sh dehydrated getssl uacme'
      ;;
    'completion')
      words='bash zsh fish'
      ;;
    esac
    if [[ $cur == -* ]]; then words="$options --config-dir -c --postfix-version --passphrase-file --template-dir --lock-timeout --force --allow-unsafe-dir --dry-run -n --diff --detailed-exitcode --json --color --quiet -q --verbose -v --syslog --help -h --version"; fi
    ;;
  esac
  if [[ -n $words ]]; then
    if [[ $COMP_WORDBREAKS == *:* ]]; then before=${cur%"${cur##*:}"}; fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
    COMPREPLY=("${COMPREPLY[@]#"$before"}")
  elif [[ -n $kind ]]; then
    # Readline's own completion of names, quotes and all.
    compopt -o "$kind" 2>/dev/null
  fi
}
complete -F _postseal postseal
