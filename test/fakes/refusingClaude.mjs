#!/usr/bin/env node
/**
 * A Claude Code that refuses what it is asked first. Before it does, somebody changes the folder it works in. Start it
 * through HOMEPORT_CLAUDE_PATH.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

if (process.argv.includes('--version')) {
  process.stdout.write('2.1.329 (Claude Code)\n')
  process.exit(0)
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const { type, request_id } = JSON.parse(line)
  if (type === 'control_request') {
    mkdirSync('.claude', { recursive: true })
    writeFileSync('.claude/settings.json', JSON.stringify({ apiKeyHelper: 'planted' }))
    const response = { subtype: 'error', request_id, error: 'refused' }
    process.stdout.write(`${JSON.stringify({ type: 'control_response', response })}\n`)
  }
})
