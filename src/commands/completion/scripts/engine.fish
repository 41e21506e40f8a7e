# Completion of with-mlflow-env for fish, as 'with-mlflow-env completion fish' prints it.

# What something is, whether it can be repeated (+), and how it is written, each with what it does.
function __with_mlflow_env_row
    string join \t -- $argv
end

# The launcher's own words.
function __with_mlflow_env_own
    # <own words>
end

# What can follow a word of the launcher's own; '' is before the command.
function __with_mlflow_env_table
    switch $argv[1]
        # <places>
    end
end

# What the launcher is asked for: names, each with a tab and a description after it.
function __with_mlflow_env_ask
    set -l program with-mlflow-env
    type -q $program
    or set program (string replace -r '^~/' "$HOME/" -- (commandline -opc)[1])
    command $program completion --values $argv[1] 2>/dev/null
end

# Values of a kind, each after what is written before it. Files are offered by fish itself.
function __with_mlflow_env_values --argument-names kind before item
    if string match -q ',*' -- $kind
        set kind (string sub -s 2 -- $kind)
        set -l written (string match -r '.*,' -- $item)
        and set before $before$written
    end
    set -l found
    switch $kind
        case file any
        case program
            set found (complete -C "$item")
        case variable
            set found (set --names -x)
        case 'choice:*'
            set found (string split , -- (string replace 'choice:' '' -- $kind))
        case '*'
            set found (__with_mlflow_env_ask $kind)
    end
    set -q found[1]
    and printf '%s\n' $before$found
end

# Where the cursor is. Prints a kind, then what belongs to it in lines of their own.
function __with_mlflow_env_state
    set -l tokens (commandline -opc)
    set -l current (commandline -ct)
    set -l place ''
    set -l used
    set -l value
    set -l table (__with_mlflow_env_table '')
    set -l taken 0
    set -e tokens[1]
    while set -q tokens[1]
        set -l token $tokens[1]
        set -e tokens[1]
        switch $token
            case --
                test -z "$place"
                and printf '%s\n' command $tokens
                or printf '%s\n' files
                return
            case '--*=*'
                set -a used (string replace -r '=.*' '' -- $token)
            case '-?*'
                set -a used $token
                set -l kind (__with_mlflow_env_kind $token $table)
                if test -n "$kind"
                    if set -q tokens[1]
                        set -e tokens[1]
                    else
                        set value $kind
                    end
                end
            case '*'
                if test -n "$place"
                    set taken 1
                else if __with_mlflow_env_own | string match -q -r -- '^own\t.\t'(string escape --style=regex -- $token)'\t'
                    set place $token
                    set table (__with_mlflow_env_table $place)
                else
                    printf '%s\n' command $token $tokens
                    return
                end
        end
    end
    if test -n "$value"
        printf '%s\n' value $value '' $current
    else if string match -q -- '--*=*' $current
        set -l option (string replace -r '=.*' '' -- $current)
        set -l kind (__with_mlflow_env_kind $option $table)
        test -n "$kind"
        or set kind any
        printf '%s\n' value $kind $option= (string replace -r '^[^=]*=' '' -- $current)
    else
        printf '%s\n' words "$place" $taken $used
    end
end

# What the value of an option is: nothing if it takes none, or is none of the table.
function __with_mlflow_env_kind
    for line in $argv[2..-1]
        set -l cells (string split \t -- $line)
        contains -- $argv[1] $cells[3..-1]
        or continue
        test "$cells[1]" != -
        and echo $cells[1]
        return
    end
end

function __with_mlflow_env_words --argument-names place taken
    set -l used $argv[3..-1]
    set -l current (commandline -ct)
    set -l table (__with_mlflow_env_table $place)
    # As in other shells: options are offered after a dash, or if there is nothing else.
    set -l wants_options 0
    if string match -q -- '-*' $current
        set wants_options 1
    else if test -n "$place"; and not string match -q -- 'word*' $table; or test $taken -eq 1
        set wants_options 1
    end
    for line in $table
        set -l cells (string split \t -- $line)
        if test "$cells[1]" = word
            test $taken -eq 0
            and printf '%s\t%s\n' $cells[3..-1]
            continue
        end
        test $wants_options -eq 1
        or continue
        set -l given 0
        if test "$cells[2]" != +
            for word in $used
                contains -- $word $cells[3..-1]
                and set given 1
            end
        end
        test $given -eq 0
        and printf '%s\t%s\n' $cells[3..-1]
    end
    test -z "$place"
    or return
    __with_mlflow_env_own | while read -d \t -l _ _ word does
        printf '%s\t%s\n' $word $does
    end
    # All commands there are would hide the launcher's own words.
    test -n "$current"
    and not string match -q -- '-*' $current
    and complete -C "$current"
end

function __with_mlflow_env
    set -l state (__with_mlflow_env_state)
    switch $state[1]
        case value
            __with_mlflow_env_values $state[2..-1]
        case words
            __with_mlflow_env_words $state[2..-1]
        case command
            set -l words (string escape -- $state[2..-1])
            complete -C "$words "(commandline -ct | string collect)
    end
end

function __with_mlflow_env_wants_files
    set -l state (__with_mlflow_env_state)
    test "$state[1]" = files
    or string match -q -r -- '^value (file|program)' "$state[1..2]"
end

complete -c with-mlflow-env -e
complete -c with-mlflow-env -f -k -a '(__with_mlflow_env)'
complete -c with-mlflow-env -n __with_mlflow_env_wants_files -F
