#!/usr/bin/env node
/** A real MCP server over stdio with one tool. `report`: the file in which it writes what it was started with. */
import { writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const [, , report, ...args] = process.argv
writeFileSync(report, JSON.stringify({ args, env: process.env }))

const say = (id, result) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`)

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line)
  if (method === 'initialize') {
    const serverInfo = { name: 'tools', version: '1' }
    say(id, { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo })
  } else if (method === 'tools/list') {
    say(id, { tools: [{ name: 'hello', description: 'Says hello', inputSchema: { type: 'object', properties: {} } }] })
  } else if (method === 'tools/call') {
    say(id, { content: [{ type: 'text', text: 'hello from the server' }] })
  } else if (id !== undefined) {
    say(id, {})
  }
})
