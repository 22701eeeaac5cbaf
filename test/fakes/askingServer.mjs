#!/usr/bin/env node
/**
 * A real MCP server over stdio, as small as one can be. Its tool `ask` asks the person whatever its argument `params`
 * says, and gives back what it was answered.
 */
import { createInterface } from 'node:readline'

const print = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
const waiting = new Map()

const methods = {
  initialize: ({ protocolVersion }) => ({
    protocolVersion,
    capabilities: { tools: {} },
    serverInfo: { name: 'asker', version: '1.0.0' },
  }),
  'tools/list': () => ({
    tools: [{ name: 'ask', description: 'Asks the person', inputSchema: { type: 'object', properties: {} } }],
  }),
  ping: () => ({}),
}

createInterface({ input: process.stdin }).on('line', (text) => {
  const { id, method, params, result, error } = JSON.parse(text)
  if (method === 'tools/call') {
    waiting.set(`ask-${id}`, id)
    print({ id: `ask-${id}`, method: 'elicitation/create', params: params.arguments.params })
  } else if (method === undefined && waiting.has(id)) {
    const said = `answered ${JSON.stringify(result ?? error)}`
    print({ id: waiting.get(id), result: { content: [{ type: 'text', text: said }] } })
    waiting.delete(id)
  } else if (method !== undefined && id !== undefined) {
    const known = methods[method]
    print(known === undefined ? { id, error: { code: -32601, message: 'unknown' } } : { id, result: known(params) })
  }
})
