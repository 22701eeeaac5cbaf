import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { HostWorld, member, owner } from '#test/support/host/hostWorld.ts'

test('a picture that Claude read and that is too large for the conversation is there whole, also after a restart', async () => {
  const world = await HostWorld.start()
  await world.call('claude_token.set', { token: 'sk-ant-api03-the-owners-own' }, owner)
  const { id, workspace_path } = await world.create(owner)
  const picture = noise(400, 300)
  writeFileSync(path.join(workspace_path, 'screen.png'), picture)
  await world.turn(id, `@tool Read ${JSON.stringify({ file_path: path.join(workspace_path, 'screen.png') })}`, owner)
  await world.until(id, owner, ({ outcome }) => outcome === 'finished')
  const result = (await world.events(id, owner)).find((event) => event.type === 'tool_result')?.data
  expect(result).toMatchObject({ truncated_bytes: expect.any(Number), is_whole_kept: true })

  const tool_use_id = result?.tool_use_id ?? ''
  const later = await world.restarted()
  const { content } = await later.call('session.tool_result', { session_id: id, tool_use_id }, owner)
  expect(JSON.stringify(content)).toContain(picture.toString('base64').slice(-2000))
  await expect(later.call('session.tool_result', { session_id: id, tool_use_id: 'other' }, owner)).rejects.toThrow(
    /Nothing more of that result is kept/,
  )
  await expect(later.call('session.tool_result', { session_id: id, tool_use_id }, member)).rejects.toMatchObject({
    code: 'SESSION_002',
  })
})

/** A picture that no compression makes smaller, small enough that Claude Code hands it on as it is. */
function noise(width: number, height: number): Buffer {
  const rows = Array.from({ length: height }, () => Buffer.concat([Buffer.alloc(1), randomBytes(width * 3)]))
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const numbers = Buffer.alloc(8)
  numbers.writeUInt32BE(data.length, 0)
  numbers.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([numbers.subarray(0, 4), body, numbers.subarray(4)])
}
