#compdef with-mlflow-env
# Completion of with-mlflow-env for zsh, as 'with-mlflow-env completion zsh' prints it: a file '_with-mlflow-env' in fpath.

# The specs for _arguments after a word of the launcher's own; '' is before the command.
_with-mlflow-env_tables() {
  case $1 in
    # <places>
  esac
}

_with-mlflow-env_words() {
  local -a own=(
    # <own words>
  )
  _describe -t words 'word' own "$@"
}

# What the launcher is asked for: names, each with a tab and a description after it.
_with-mlflow-env_ask() {
  local kind=$1 program=with-mlflow-env expl
  local -a lines names shown
  shift
  (( $+commands[$program] )) || program=${~${(Q)typed[1]}}
  lines=(${(f)"$(command $program completion --values $kind 2>/dev/null)"})
  names=("${(@)lines%%$'\t'*}")
  shown=("${(@)lines/$'\t'/  -- }")
  (( $#lines )) && _wanted values expl $kind compadd "$@" -l -d shown -a names
}

_with-mlflow-env_programs() {
  _alternative 'files:file:_files' 'commands:command:_command_names -e'
}

_with-mlflow-env() {
  local curcontext=$curcontext context state state_descr line ret=1 place
  local -A opt_args
  local -a specs own typed=("${words[@]}")
  _with-mlflow-env_tables ''
  _arguments -C -S -A '-*' : $specs '(-)1: :->first' '(-)*:: :->rest' && ret=0
  [[ -n $state ]] || return ret
  # Only the command's words are left after the first one. A `--` right after the launcher stays among them.
  local separated=0
  if [[ $state == first ]]; then
    [[ $typed[CURRENT-1] == -- ]] && separated=1
  elif [[ $words[1] == -- ]]; then
    separated=1
    shift words
    (( CURRENT-- ))
  elif [[ $typed[-$#words-1] == -- ]]; then
    separated=1
  fi
  if (( separated )); then
    [[ $state == first ]] && { words=("${(@)words[CURRENT,-1]}"); CURRENT=1 }
    _normal && ret=0
  elif [[ $state == first ]]; then
    # All commands there are would hide the launcher's own words.
    if [[ -z $PREFIX$SUFFIX ]]; then
      _with-mlflow-env_words && ret=0
    else
      _alternative 'words:word:_with-mlflow-env_words' 'commands:command:_command_names -e' && ret=0
    fi
  else
    place=$words[1]
    specs=()
    _with-mlflow-env_tables $place
    if (( ! $#specs )); then
      _normal && ret=0
    elif (( ${words[(i)--]} < CURRENT )); then
      _default && ret=0
    else
      local spec name
      local -a unused
      for spec in $specs; do
        name=${${spec#\(*\)}%%[\[=]*}
        [[ $spec == --* || $spec == \(* ]] && (( ${+opt_args[$name]} )) || unused+=($spec)
      done
      curcontext="${curcontext%:*:*}:with-mlflow-env-$place:"
      _arguments -S : $unused && ret=0
    fi
  fi
  return ret
}

if [[ $funcstack[1] == _with-mlflow-env ]]; then
  _with-mlflow-env "$@"
else
  compdef _with-mlflow-env with-mlflow-env
fi
