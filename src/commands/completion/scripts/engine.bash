# Completion of with-mlflow-env for bash 4.2 and newer, as 'with-mlflow-env completion bash' prints it.

# The launcher's own words, and what can follow each of them ('' is before the command): its words, and a line for each
# option with what its value is, whether it can be repeated, and how it is written.
_with_mlflow_env_tables() {
  # <own words>
  case $1 in
    # <places>
  esac
}

# Reads a word as it was typed. Sets plain, without quotes and backslashes; quote, the quote that is still open; and head,
# the part of plain that readline leaves alone, because a character of COMP_WORDBREAKS ends it.
_with_mlflow_env_read() {
  local raw=$1 at char breaks=${COMP_WORDBREAKS-}
  plain='' quote='' head=''
  for ((at = 0; at < ${#raw}; at++)); do
    char=${raw:at:1}
    if [[ $quote == "'" ]]; then
      if [[ $char == "'" ]]; then quote=''; else plain+=$char; fi
    elif [[ $char == \\ && ($quote == '' || ${raw:at+1:1} == [\$\`\"\\]) ]]; then
      plain+=${raw:at+1:1}
      ((at++))
    elif [[ $quote == '"' ]]; then
      if [[ $char == '"' ]]; then quote=''; else plain+=$char; fi
    elif [[ $char == [\'\"] ]]; then
      quote=$char
      head=$plain
    else
      plain+=$char
      [[ $breaks == *"$char"* ]] && head=$plain
    fi
  done
  return 0
}

# Puts together what COMP_WORDBREAKS has taken apart. Sets typed, the words up to the cursor as they were typed, and
# begins, where each begins in COMP_WORDS.
_with_mlflow_env_split() {
  local line=${COMP_LINE-} piece blank at before=''
  typed=() begins=()
  [[ -n $line && -n ${COMP_POINT-} ]] && line=${line:0:COMP_POINT}
  for ((at = 0; at <= COMP_CWORD; at++)); do
    piece=${COMP_WORDS[at]-}
    if [[ -n ${COMP_LINE-} ]]; then
      blank=${line%%[![:space:]]*}
      line=${line#"$blank"}
      # To the cursor.
      ((at == COMP_CWORD)) && piece=$line
      line=${line#"$piece"}
    elif [[ $piece == '=' || $before == *= ]]; then
      blank=''
    else
      blank=' '
    fi
    if [[ $before == *[\<\>\$]\(* ]] && _with_mlflow_env_opens "${typed[${#typed[@]} - 1]}"; then
      typed[${#typed[@]} - 1]+=$blank$piece
      continue
    elif [[ -n $blank || ${#typed[@]} -eq 0 ]]; then
      typed+=("$piece")
      begins+=("$at")
    else
      typed[${#typed[@]} - 1]+=$piece
    fi
    before=${typed[${#typed[@]} - 1]}
  done
}

# Whether more parentheses are open than closed, as in `<(command`.
_with_mlflow_env_opens() {
  local opened=${1//[!(]/} closed=${1//[!)]/}
  ((${#opened} > ${#closed}))
}

# Offers a value if it begins like the word that is being typed. The value is written as the open quote demands.
_with_mlflow_env_offer() {
  local value=$1 text
  [[ $value == "$plain"* ]] || return 0
  text=${value#"$head"}
  case $quote in
    '')
      printf -v text %q "$text"
      text=${text//\\,/,}
      ;;
    "'") [[ $text == *"'"* ]] && return 0 ;;
    *)
      text=${text//\\/\\\\}
      text=${text//\"/\\\"}
      text=${text//\$/\\\$}
      text=${text//\`/\\\`}
      ;;
  esac
  COMPREPLY+=("$text")
}

# Offers what compgen finds: readline quotes the names of files itself.
_with_mlflow_env_generate() {
  local value
  while IFS= read -r value; do
    COMPREPLY+=("${value#"$head"}")
  done < <(compgen "$@" -- "$plain" | sort -u)
}

_with_mlflow_env_option() {
  compopt "$@" 2>/dev/null
  return 0
}

# What the launcher is asked for: names, each with a tab and a description after it.
_with_mlflow_env_ask() {
  local program=with-mlflow-env
  if ! type -P "$program" >/dev/null; then
    local plain quote head
    _with_mlflow_env_read "${typed[0]}"
    program=${plain/#\~\//"$HOME/"}
  fi
  command "$program" completion --values "$1" 2>/dev/null
}

# Offers values of this kind, each after what is written before it.
_with_mlflow_env_values() {
  local kind=$1 before=$2 value
  if [[ $kind == ,* ]]; then
    kind=${kind#,}
    local item=${plain#"$before"}
    [[ $item == *,* ]] && before+=${item%,*},
  fi
  # Only a file's name can be anything.
  [[ $kind == file ]] || _with_mlflow_env_option +o default +o bashdefault
  local -a found=()
  case $kind in
    file) ;;
    program) [[ ${plain#"$before"} == ?* && $plain != */* ]] && mapfile -t found < <(compgen -c -- "${plain#"$before"}" | sort -u) ;;
    variable) mapfile -t found < <(compgen -e) ;;
    choice:*) IFS=, read -r -a found <<<"${kind#choice:}" ;;
    any) ;;
    *) while IFS=$'\t' read -r value _; do found+=("$value"); done < <(_with_mlflow_env_ask "$kind") ;;
  esac
  for value in ${found[@]+"${found[@]}"}; do
    [[ $before == *,* && ,${before#*=} == *",$value,"* ]] || _with_mlflow_env_offer "$before$value"
  done
  if [[ $kind == file || ($kind == program && ${#COMPREPLY[@]} -eq 0) ]]; then
    # Files are looked for by their own names, without the option before `=`.
    plain=${plain#"$before"}
    head=${head#"$before"}
    _with_mlflow_env_option -o filenames
    _with_mlflow_env_generate -f
  fi
}

# What the value of an option is: nothing if it takes none, or is none of these.
_with_mlflow_env_kind() {
  local line
  kind=''
  for line in ${options[@]+"${options[@]}"}; do
    [[ " ${line#* * } " == *" $1 "* ]] || continue
    kind=${line%% *}
    [[ $kind == - ]] && kind=''
    return
  done
}

# Offers the options that are not given yet.
_with_mlflow_env_unused() {
  local line word
  for line in ${options[@]+"${options[@]}"}; do
    if [[ $line != *' + '* ]]; then
      for word in ${line#* * }; do
        [[ $used == *" $word "* ]] && continue 2
      done
    fi
    for word in ${line#* * }; do _with_mlflow_env_offer "$word"; done
  done
}

# If one of the launcher's own words can be meant, a directory of that name must not turn it into a path.
_with_mlflow_env_unlike_files() {
  local found word
  local -a others=()
  [[ -n $quote || " ${own[*]}" != *" $plain"* ]] && return
  _with_mlflow_env_option +o filenames
  for found in ${COMPREPLY[@]+"${COMPREPLY[@]}"}; do
    [[ " ${own[*]} " == *" $found "* ]] && continue
    printf -v word %q "$found"
    [[ -d $found ]] && word+=/
    others+=("$word")
  done
  COMPREPLY=(${others[@]+"${others[@]}"})
}

# From the command on: its own completion if bash-completion is loaded, else names of commands, then of files.
_with_mlflow_env_command() {
  local at=$1
  if declare -F _comp_command_offset >/dev/null; then
    _with_mlflow_env_option +o default +o bashdefault
    _comp_command_offset "${begins[at]}"
  elif declare -F _command_offset >/dev/null; then
    _with_mlflow_env_option +o default +o bashdefault
    _command_offset "${begins[at]}"
  else
    _with_mlflow_env_read "${typed[last]}"
    _with_mlflow_env_option -o filenames
    if ((at == last)); then _with_mlflow_env_generate -c -d; else _with_mlflow_env_generate -f; fi
  fi
}

_with_mlflow_env() {
  local IFS=$' \t\n' plain quote head kind word place='' used=' ' value='' at=1
  local -a typed begins own words options
  COMPREPLY=()
  _with_mlflow_env_split
  _with_mlflow_env_tables ''
  local last=$((${#typed[@]} - 1))
  while ((at < last)); do
    _with_mlflow_env_read "${typed[at]}"
    word=$plain
    case $word in
      --) break ;;
      --*=*) used+="${word%%=*} " ;;
      -?*)
        used+="$word "
        _with_mlflow_env_kind "$word"
        if [[ -n $kind ]]; then
          ((++at == last)) && value=$kind
        fi
        ;;
      *)
        if [[ -n $place ]]; then
          # The one word that some of the launcher's own take.
          words=()
        elif [[ " ${own[*]} " == *" $word "* ]]; then
          place=$word
          _with_mlflow_env_tables "$place"
        else
          _with_mlflow_env_command "$at"
          return
        fi
        ;;
    esac
    ((at++))
  done
  if ((at < last)); then
    # After `--`.
    [[ -z $place ]] && _with_mlflow_env_command "$((at + 1))"
    return
  fi
  _with_mlflow_env_read "${typed[last]}"
  if [[ -n $value ]]; then
    _with_mlflow_env_values "$value" ''
  elif [[ $plain == --*=* ]]; then
    _with_mlflow_env_kind "${plain%%=*}"
    _with_mlflow_env_values "${kind:-any}" "${plain%%=*}="
  elif [[ $plain == -* ]]; then
    _with_mlflow_env_option +o default +o bashdefault
    _with_mlflow_env_unused
  elif [[ -n $place ]]; then
    _with_mlflow_env_option +o default +o bashdefault
    for word in ${words[@]+"${words[@]}"}; do _with_mlflow_env_offer "$word"; done
    ((${#words[@]} > 0)) || _with_mlflow_env_unused
  else
    # All commands there are would hide the launcher's own words.
    if [[ -z $plain ]]; then
      _with_mlflow_env_option +o default +o bashdefault
    else
      _with_mlflow_env_command "$last"
      _with_mlflow_env_unlike_files
    fi
    for word in "${own[@]}"; do _with_mlflow_env_offer "$word"; done
  fi
}

complete -o bashdefault -o default -F _with_mlflow_env with-mlflow-env
