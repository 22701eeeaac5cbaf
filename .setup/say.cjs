'use strict'

/** Tells the person what the set-up does. Always stderr: stdout belongs to the command itself (`--json`). */
function say(sentence) {
  process.stderr.write('homeport set-up: ' + sentence + '\n')
}

/** An end with clear words: what could not be had, and what to do. Shown without a stack, exit code 1. */
class SetupFailed extends Error {}

module.exports = { say, SetupFailed }
