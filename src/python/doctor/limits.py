"""How long the doctor waits, in seconds: a person looks on. What has its own limits is listed in none of them."""

CONNECT_TIMEOUT_S = 3
READ_TIMEOUT_S = 5
# For one answer that comes bit by bit.
WHOLE_TIMEOUT_S = 8
# For all questions to AWS and the store together: a name that does not resolve has no other limit.
ALL_TIMEOUT_S = 30
