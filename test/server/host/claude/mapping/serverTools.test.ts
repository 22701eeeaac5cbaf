import { expect, test } from 'vitest'
import { mapLines } from './mapLines.ts'

/** The updates of one message with these blocks, without its turn's begin and what is said of the moment. */
function blocks(...content: object[]) {
  const updates = mapLines([{ type: 'assistant', message: { id: 'm', content } }])
  return updates.filter(({ kind }) => kind !== 'turn_started' && kind !== 'activity')
}

test('a search that the API makes is a search of the web, with its hits and without what is encrypted', () => {
  const hit = { type: 'web_search_result', title: 'Pools', url: 'https://example.com/pools', encrypted_content: 'xxx' }
  expect(
    blocks(
      { type: 'server_tool_use', id: 's', name: 'web_search', input: { query: 'pools' } },
      { type: 'web_search_tool_result', tool_use_id: 's', content: [hit] },
    ),
  ).toEqual([
    { kind: 'tool_use', tool_use_id: 's', name: 'WebSearch', input: { query: 'pools' } },
    {
      kind: 'tool_result',
      tool_use_id: 's',
      is_error: false,
      content: 'Pools\nhttps://example.com/pools',
      details: { results: [{ content: [{ title: 'Pools', url: 'https://example.com/pools' }] }] },
    },
  ])
})

test('one that fails says why', () => {
  const content = { type: 'web_search_tool_result_error', error_code: 'max_uses_exceeded' }
  expect(blocks({ type: 'web_search_tool_result', tool_use_id: 's', content })).toMatchObject([
    { is_error: true, content: 'It failed: max uses exceeded.' },
  ])
})

test('a tool of an MCP server that the API runs is named like any other, and its result is kept', () => {
  expect(
    blocks(
      { type: 'mcp_tool_use', id: 'm1', name: 'create_issue', server_name: 'github', input: { title: 'Bug' } },
      { type: 'mcp_tool_result', tool_use_id: 'm1', is_error: true, content: [{ type: 'text', text: 'no' }] },
      { type: 'code_execution_tool_result', tool_use_id: 'c', content: { stdout: '4' } },
    ),
  ).toMatchObject([
    { name: 'mcp__github__create_issue', input: { title: 'Bug' } },
    { tool_use_id: 'm1', is_error: true, content: [{ text: 'no' }] },
    { tool_use_id: 'c', content: expect.stringContaining('"stdout": "4"') },
  ])
})

test('a text tells the sources that it names, each once, and as much of them as people read', () => {
  const page = {
    type: 'web_search_result_location',
    url: 'https://example.com/',
    title: 'Pools',
    cited_text: 'They wait.',
  }
  const document = { type: 'char_location', document_title: 'notes.pdf', cited_text: 'x'.repeat(10_000) }
  const odd = [null, 7, 'x', [], {}, { url: `https://example.com/${'x'.repeat(5000)}` }, { url: 7 }]
  const [block] = blocks({ type: 'text', text: 'They wait.', citations: [page, page, document, ...odd] })
  expect(block).toMatchObject({
    citations: [
      { url: 'https://example.com/', title: 'Pools', quote: 'They wait.' },
      { url: '', title: 'notes.pdf', quote: 'x'.repeat(500) },
    ],
  })
  const many = Array.from({ length: 5000 }, (_, at) => ({ ...page, url: `https://example.com/${at}` }))
  expect(blocks({ type: 'text', text: 'x', citations: many })[0]).toHaveProperty('citations.length', 50)
  for (const citations of [undefined, null, [], 'x', {}]) {
    expect(blocks({ type: 'text', text: 'x', citations })[0]).not.toHaveProperty('citations')
  }
})
