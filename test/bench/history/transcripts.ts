import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { randomUUID } from 'node:crypto'

/** Letters of which words are made: as many words as a language has that people use. */
const syllables = ['ha', 'ren', 'to', 'mi', 'sel', 'or', 'ka', 'du', 'fen', 'li', 'pos', 'ter']

/** A word; low numbers are frequent ones. */
export function wordAt(index: number): string {
  const [a, b, c] = [index % 12, Math.floor(index / 12) % 12, Math.floor(index / 144) % 12]
  return [a, b, c].map((at) => syllables[at]).join('')
}

const TURNS = 20

/**
 * Writes conversations until there are so many bytes. Shaped as those of Claude Code 2.1.329: most bytes are snapshots of
 * the system prompt and of requests, some are results of tools, few are what anybody said. @returns how many there are.
 */
export function writeTranscripts(projects: string, most: number): number {
  let bytes = 0
  for (let number = 0; bytes < most; number += 1) {
    const folder = path.join(projects, `-home-me-project${number % 40}`)
    mkdirSync(folder, { recursive: true })
    const text = conversation(number)
    writeFileSync(path.join(folder, `${randomUUID()}.jsonl`), text)
    bytes += Buffer.byteLength(text)
  }
  return bytes
}

function conversation(number: number): string {
  const lines: object[] = [{ type: 'api-request-shape', shape: { tools: filler(number, 6_000) } }]
  let parentUuid: string | null = null
  const common = { entrypoint: 'cli', cwd: `/home/me/project${number % 40}`, gitBranch: 'main', version: '2.1.329' }
  const link = (fields: object) => {
    const uuid = randomUUID()
    const timestamp = new Date(Date.UTC(2026, 9, 1) + number * 3_600_000 + lines.length * 1_000).toISOString()
    lines.push({ parentUuid, isSidechain: false, ...fields, uuid, timestamp, ...common })
    parentUuid = uuid
  }
  for (let turn = 0; turn < TURNS; turn += 1) {
    const seed = number * 131 + turn * 17
    const id = `msg_${number}_${turn}`
    link({ type: 'user', message: { role: 'user', content: filler(seed, 30) } })
    link({
      attachment: { type: 'prompt_snapshot', systemPrompt: filler(seed + 1, turn % 3 === 0 ? 9_000 : 900) },
      type: 'attachment',
    })
    lines.push({ type: 'api-request', params: { betas: filler(seed + 2, 150) } })
    link(answer(id, { type: 'text', text: filler(seed + 3, 120) }))
    link(
      answer(id, { type: 'tool_use', id: `t${seed}`, name: 'Read', input: { file_path: `/src/${wordAt(seed)}.ts` } }),
    )
    link({
      type: 'user',
      message: { content: [{ type: 'tool_result', tool_use_id: `t${seed}`, content: filler(seed + 4, 1_500) }] },
    })
    link(answer(`${id}b`, { type: 'text', text: filler(seed + 5, 200) }))
  }
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`
}

function answer(id: string, block: object): object {
  const message = { id, model: 'claude-opus-5-5', role: 'assistant', content: [block], usage: { output_tokens: 50 } }
  return { message, type: 'assistant' }
}

/** So many words, the frequent ones more often. */
function filler(seed: number, words: number): string {
  const chosen: string[] = []
  for (let index = 0; index < words; index += 1) {
    const spread = (seed * 7919 + index * 104_729) % 1_728
    chosen.push(wordAt(Math.floor((spread * spread) / 1_728)))
  }
  return chosen.join(' ')
}
