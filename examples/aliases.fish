# For ~/.config/fish/config.fish:  source /path/to/aliases.fish
# Short words for what is typed most.

abbr --add al allies log       # al sara gave "reviewed her deck"
abbr --add alw allies who      # alw vpn
abbr --add als allies show     # als sara
abbr --add ald allies due

function met --description 'met WHO[,WHO…] [NOTE…]: met sara,omar lunch'
    allies log $argv[1] met $argv[2..]
end

function thanked --description 'thanked WHO [NOTE…]'
    allies log $argv[1] thanked $argv[2..]
end

function asked --description 'asked WHO [NOTE…]; what they gave comes later: al WHO received'
    allies log $argv[1] asked $argv[2..]
end

# One line at the first prompt of a Monday, nothing on other days or when nobody waits.
if status is-interactive; and test (date +%u) = 1; and allies due --check 2>/dev/null
    echo (allies due --count) 'waiting for you: allies due'
end
