# For ~/.zshrc:  source /path/to/aliases.zsh
# Short words for what is typed most.

alias al='allies log'          # al sara gave "reviewed her deck"
alias alw='allies who'         # alw vpn
alias als='allies show'        # als sara
alias ald='allies due'

# met WHO[,WHO…] [NOTE…]: met sara,omar lunch
met() { allies log "${1:?who did you meet?}" met "${@:2}" }

# thanked WHO [NOTE…]
thanked() { allies log "${1:?who did you thank?}" thanked "${@:2}" }

# asked WHO [NOTE…]: what they gave comes later, with: al WHO received
asked() { allies log "${1:?who did you ask?}" asked "${@:2}" }

# One line at the first prompt of a Monday, nothing on other days or when nobody waits.
if [[ -o interactive && $(date +%u) == 1 ]] && allies due --check 2>/dev/null; then
    print -r -- "$(allies due --count) waiting for you: allies due"
fi
