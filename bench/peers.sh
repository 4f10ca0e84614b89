#!/bin/sh
# Builds the peers that bench/run.ts compares with, each at the version that its go.mod pins, into bench/.cache/.
# `go build` downloads what the committed go.mod and go.sum name and nothing else.
set -eu

cd "$(dirname "$0")"
if ! command -v go >/dev/null; then
  echo 'peers.sh: there is no Go here; get it from https://go.dev/dl/' >&2
  exit 1
fi
for peer in peers/*/; do
  name=$(basename "$peer")
  echo "building $name"
  (cd "$peer" && GOFLAGS=-buildvcs=false go build -mod=readonly -o "../../.cache/$name" .)
done
