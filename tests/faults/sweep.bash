# SPDX-License-Identifier: MIT
# Kills a command, and fails its system calls with EIO and with ENOSPC, at every call in turn that
# touches the world it works on; source it.
#
#   sweep NAME     does that for a command, and prints what came of it; the caller defines
#     NAME_call        sets CALL, the command
#     NAME_legal RC    says what is wrong with the world right after the injection, if anything is
#     NAME_done        says what is not as asked for, after a run that says it is
#     NAME_again       runs what comes next, undisturbed, and says what is wrong afterwards
#   and fills $WORK/NAME with the world as it is before; it is copied to $WORLD each time.
#   sweep_end      the verdict over all sweeps
#
# SWEEP_EVERY=N takes every N-th injection only, SWEEP_TWICE=N every N-th kill for second
# ones, of the run that comes next (0: none); SWEEP_READS=no leaves out the calls that change
# nothing; SWEEP_ONLY=REGEX takes those whose line matches, "child write 3 full error=EIO" for one.
#
# strace counts calls per name and per process, so a point is a name and a number, and calls of
# child programs are points of their own. Opening for reading and closing change nothing: they only
# fail, with EIO, and are not killed. Where such a call fails, or one in a scratch directory, and
# nothing is said and yet all is as asked for, it was not needed: that is counted apart, as spare. Any
# other call that fails without a word is silent.
: "${WORK:?}" "${WORLD:?}"
SWEEP_EVERY=${SWEEP_EVERY:-1} SWEEP_TWICE=${SWEEP_TWICE:-40}
sweep_calls=open,openat,creat,write,pwrite64,writev,fsync,fdatasync,syncfs,rename,renameat,renameat2
sweep_calls+=,link,linkat,symlink,symlinkat,unlink,unlinkat,fchmod,chmod,fchmodat,fchown,chown
sweep_calls+=,fchownat,mkdir,mkdirat,rmdir,ftruncate,truncate,fallocate,copy_file_range,sendfile
sweep_calls+=,utimensat,flock,close
sweep_failed=0

sweep_require() {
  local missing=
  command -v strace >/dev/null || missing=strace
  [ -z "$missing" ] && strace -qq -o /dev/null true 2>/dev/null && return
  echo "skipped: a sweep needs ${missing:-permission to trace}"
  exit 77
}

sweep_fresh() { # NAME
  rm -rf "$WORLD" && cp -a "$WORK/$1" "$WORLD"
}

# "own|child CALL NUMBER full|read|close|scratch" for each call of a trace that touches the world.
sweep_points() { # TRACE
  awk -v world="$WORLD/" '
    { pid = $1; line = $0; sub(/^[0-9]+ +/, "", line); name = line; sub(/\(.*/, "", name) }
    name !~ /^[a-z0-9_]+$/ { next }
    first == "" { first = pid }
    { number = ++count[pid, name] }
    index(line, world) {
      kind = "full"
      if (name ~ /^open/ && line !~ /O_(CREAT|WRONLY|RDWR|TRUNC)/) kind = "read"
      if (name == "close") kind = "close"
      if (kind == "full" && line ~ /postseal-scratch-/) kind = "scratch"
      if (index(line, world "tmp\"")) kind = "scratch"
      print (pid == first ? "own" : "child"), name, number, kind
    }' "$1" | awk '!seen[$0]++'
}

sweep_injections() { # TRACE: the points, each with a mode
  local whose name number kind mode
  while read -r whose name number kind; do
    if [ "$kind" = full ] || [ "$kind" = scratch ]; then
      for mode in signal=KILL error=EIO error=ENOSPC; do echo "$whose $name $number $kind $mode"; done
    elif [ "${SWEEP_READS-}" != no ]; then
      echo "$whose $name $number $kind error=EIO"
    fi
  done < <(sweep_points "$1")
}

# Runs CALL with an injection; RC is its status, and 1 is returned if it never came to that call.
sweep_inject() { # OWN|CHILD CALL NUMBER KIND MODE
  local follow=()
  [ "$1" = own ] || follow=(-f)
  { strace -qq "${follow[@]}" -y -o "$WORK/trace" -e "trace=$2" -e "inject=$2:$5:when=$3" \
    "${CALL[@]}" >"$WORK/said" 2>&1 </dev/null; } 2>/dev/null
  RC=$?
  grep -qE 'INJECTED|= \?$' "$WORK/trace"
}

sweep_complain() { # WHAT WHERE
  violations=$((violations + 1))
  [ "$violations" -gt 12 ] || [ -n "${SWEEP_QUIET-}" ] || {
    echo "VIOLATION: $sweep_name: $2: $1"
    tail -n 1 "$WORK/said" | cut -c 1-200 | sed 's/^/  | /'
  }
}

sweep_judge() { # WHERE KIND MODE WHOSE
  local wrong
  wrong=$("${sweep_name}_legal" "$RC") && [ -z "$wrong" ] || sweep_complain "$wrong" "$1"
  [ "$RC" = 0 ] && [ "$3 $4" != 'signal=KILL own' ] || return 0
  if [ "$2" != full ] && [ -z "$("${sweep_name}_done" 2>&1)" ]; then
    spare=$((spare + 1))
  else
    silent=$((silent + 1))
    [ -n "${SWEEP_QUIET-}" ] || echo "SILENT: $sweep_name: $1"
  fi
}

sweep_after() { # WHERE
  local wrong
  wrong=$("${sweep_name}_again") && [ -z "$wrong" ] || sweep_complain "afterwards: $wrong" "$1"
}

# The run that comes next is killed as well, at four places evenly spread over it.
sweep_twice() { # WHERE
  local whose name number kind count step line points
  declare -F "${sweep_name}_next" >/dev/null || return 0
  "${sweep_name}_next"
  rm -rf "$WORK/broken" && cp -a "$WORLD" "$WORK/broken"
  strace -qq -f -y -o "$WORK/base2" -e "trace=$sweep_calls" "${CALL[@]}" >/dev/null 2>&1 </dev/null
  mapfile -t points < <(sweep_points "$WORK/base2" | grep '^own.*full$')
  count=${#points[@]} step=$(((${#points[@]} + 3) / 4))
  [ "$count" -gt 0 ] || step=1
  for ((line = twice % step; line < count; line += step)); do
    read -r whose name number kind <<<"${points[line]}"
    rm -rf "$WORLD" && cp -a "$WORK/broken" "$WORLD"
    sweep_inject "$whose" "$name" "$number" "$kind" signal=KILL || continue
    twice=$((twice + 1))
    sweep_judge "$1, then KILL at $name #$number" full signal=KILL own
    sweep_after "$1, then KILL at $name #$number"
  done
  "${sweep_name}_call"
}

sweep() { # NAME
  local sweep_name=$1 injections=0 violations=0 silent=0 spare=0 missed=0 kills=0 twice=0 all=0 begin=$SECONDS
  local whose name number kind mode where
  "$1_call"
  sweep_fresh "$1"
  strace -qq -f -y -o "$WORK/base" -e "trace=$sweep_calls" "${CALL[@]}" >"$WORK/said" 2>&1 </dev/null
  RC=$?
  [ "$RC" = "${SWEEP_STATUS:-0}" ] || sweep_complain "status $RC" 'undisturbed'
  sweep_injections "$WORK/base" | grep -E -- "${SWEEP_ONLY:-.}" >"$WORK/injections"
  while read -r whose name number kind mode <&4; do
    all=$((all + 1))
    [ $((all % SWEEP_EVERY)) = 0 ] || continue
    sweep_fresh "$1"
    sweep_inject "$whose" "$name" "$number" "$kind" "$mode" || {
      missed=$((missed + 1))
      continue
    }
    injections=$((injections + 1))
    where="$mode at $name #$number of $whose"
    sweep_judge "$where" "$kind" "$mode" "$whose"
    [ "$mode" != signal=KILL ] || kills=$((kills + 1))
    if [ "$mode" = signal=KILL ] && [ "$SWEEP_TWICE" -gt 0 ] && [ $((kills % SWEEP_TWICE)) = 0 ]; then
      sweep_twice "$where"
      sweep_fresh "$1"
      sweep_inject "$whose" "$name" "$number" "$kind" "$mode" || continue
    fi
    ! declare -F "$1_again" >/dev/null || sweep_after "$where"
  done 4<"$WORK/injections"
  printf '%s: %s injections of %s at %s points, %s double kills: %s violations, %s silent (and %s spare)' \
    "$1" "$injections" "$all" "$(sweep_points "$WORK/base" | wc -l)" "$twice" "$violations" "$silent" \
    "$spare"
  echo ", $missed never reached, $((SECONDS - begin)) s"
  [ "$injections" -gt 0 ] || violations=1
  [ -n "${SWEEP_QUIET-}" ] || [ $((violations + silent)) = 0 ] || sweep_failed=1
}

sweep_end() {
  [ "$sweep_failed" = 0 ]
  exit
}
