%% file: go.mod
%% from: written for this test
module example.org/mailer

go 1.21

require (
	github.com/emersion/go-smtp v0.21.3
	github.com/emersion/go-message v0.18.1
	github.com/example/milter v2.4.2+incompatible
	github.com/jackc/pgx/v5 v5.5.5
	golang.org/x/net v0.25.0
	example.org/queue v4.5.0-20240302101112-550ae84b4421
)
