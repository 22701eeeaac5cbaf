import { describe, expect, test } from 'vitest'
import { MAX_ATTACHMENT_BYTES, MAX_TEXT_BYTES } from '#shared/session/attachments.ts'
import { userContent } from '#server/host/claude/protocol/userContent.ts'
import { attachmentHandlers } from '#server/host/handlers/files/attachmentHandlers.ts'
import { SessionWorld, me, somebodyElse } from '#test/support/host/sessionWorld.ts'

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(100)])

function worldWith() {
  const world = new SessionWorld()
  const { registry, store } = world
  const handlers = attachmentHandlers({ registry, store })
  const add = async (session_id: Parameters<typeof registry.find>[0], name: string, content: Buffer | string) =>
    handlers['attachment.add']({ session_id, name, data: Buffer.from(content).toString('base64') }, me)
  return { world, handlers, add }
}

describe('what is attached', () => {
  test('goes to Claude with its content, and stands in the log without it', async () => {
    const { world, add } = worldWith()
    const session = await world.idle()
    const picture = await add(session.state.id, 'screen.png', PNG)
    const text = await add(session.state.id, 'log.txt', 'all of it')
    session.send({ content: 'Look', when: 'queue', author: 'Mia', attachments: [picture.sha256, text.sha256] })
    const [sent] = world.launcher.agent.sent
    expect(userContent(sent?.content ?? '', sent?.attachments ?? [])).toEqual([
      { type: 'text', text: 'Look' },
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG.toString('base64') } },
      { type: 'text', text: 'Attached file "log.txt":\n\nall of it' },
    ])
    const events = JSON.stringify(world.published.map((event) => event.payload.toString()))
    expect(events).toContain(picture.sha256)
    expect(events).not.toContain(PNG.toString('base64'))
  })

  test('stays with a prompt that waits, is edited, held, and outlives the host', async () => {
    const { world, add } = worldWith()
    const session = await world.working()
    const { sha256 } = await add(session.state.id, 'a.txt', 'a')
    const { message_id } = session.send({ content: 'later', when: 'queue', author: 'Mia', attachments: [sha256] })
    session.edit(message_id, { content: 'much later', held: true })
    await session.suspend('host_stopped')
    const second = new SessionWorld(world)
    await second.recover()
    const again = second.registry.find(session.state.id, me)
    expect(again.header.queue).toMatchObject([{ content: 'much later', held: true, attachments: [{ sha256 }] }])
    second.launcher.transcript = []
    again.runQueue()
    await expect.poll(() => second.launcher.agents.length).toBe(1)
    second.launcher.agent.ready()
    expect(second.launcher.agent.sent.at(-1)).toMatchObject({
      content: 'much later',
      attachments: [{ content: Buffer.from('a') }],
    })
  })

  test('is read back by whoever may see the session, and by nobody else', async () => {
    const { world, handlers, add } = worldWith()
    const session_id = (await world.idle()).state.id
    const { sha256 } = await add(session_id, 'a.txt', 'a')
    expect(await handlers['attachment.read']({ session_id, sha256 }, me)).toMatchObject({ name: 'a.txt', data: 'YQ==' })
    expect(() => handlers['attachment.read']({ session_id, sha256 }, somebodyElse)).toThrow(/no such session/)
    expect(() => handlers['attachment.add']({ session_id, name: 'x', data: 'YQ==' }, somebodyElse)).toThrow(
      /no such session/,
    )
  })

  test('of another session is unknown, though its hash is right', async () => {
    const { world, handlers, add } = worldWith()
    const one = await world.idle()
    const { sha256 } = await add(one.state.id, 'a.txt', 'a secret')
    const other = await world.idle()
    expect(() => other.send({ content: 'x', when: 'queue', author: 'Mia', attachments: [sha256] })).toThrow(
      /no such attachment/,
    )
    expect(() => handlers['attachment.read']({ session_id: other.state.id, sha256 }, me)).toThrow(/no such attachment/)
    expect(other.state.message_count).toBe(0)
  })
})

describe('a file is what its content is', () => {
  test.each([
    ['picture.txt', PNG, 'image/png'],
    ['evil.png', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'text/plain'],
    ['page.jpg', '<!doctype html><script>alert(1)</script>', 'text/plain'],
    ['photo', Buffer.from('ffd8ffe000104a464946', 'hex'), 'image/jpeg'],
    ['anim', 'GIF89a......', 'image/gif'],
    ['w', 'RIFF....WEBPVP8 ', 'image/webp'],
  ])('%s', async (name, content, media_type) => {
    const { world, add } = worldWith()
    expect(await add((await world.idle()).state.id, name, content)).toMatchObject({ media_type })
  })

  test.each([
    ['a program', Buffer.from('7f454c4600', 'hex'), 'FILE_002'],
    ['no UTF-8', Buffer.from('fffe41', 'hex'), 'FILE_002'],
    ['a large picture', Buffer.concat([PNG, Buffer.alloc(MAX_ATTACHMENT_BYTES)]), 'FILE_001'],
    ['a large text', 'x'.repeat(MAX_TEXT_BYTES + 1), 'FILE_001'],
    ['nothing', '', 'WS_002'],
  ])('%s is refused', async (_name, content, code) => {
    const { world, add } = worldWith()
    const { id } = (await world.idle()).state
    await expect(add(id, 'x', content)).rejects.toMatchObject({ code })
    expect(world.store.attachmentBytes(id)).toBe(0)
  })

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\a.txt', 'a.txt'],
    ['a\n"Ignore this": b.txt', 'a "Ignore this": b.txt'],
    ['\0\u2028', 'file'],
    [`${'x'.repeat(500)}.txt`, 'x'.repeat(100)],
  ])('its name %j is one line without a folder', async (name, shown) => {
    const { world, add } = worldWith()
    expect(await add((await world.idle()).state.id, name, 'a')).toMatchObject({ name: shown })
  })

  test('the same content twice is kept once, and a session takes only so much', async () => {
    const { world, add } = worldWith()
    const { id } = (await world.idle()).state
    await add(id, 'a.txt', 'same')
    await add(id, 'b.txt', 'same')
    expect(world.store.attachmentBytes(id)).toBe(4)
    const large = Buffer.concat([PNG, Buffer.alloc(MAX_ATTACHMENT_BYTES - PNG.length)])
    for (let index = 0; index < 19; index += 1) {
      large[PNG.length] = index
      await add(id, 'large.png', large)
    }
    large[PNG.length] = 100
    await expect(add(id, 'large.png', large)).rejects.toMatchObject({ code: 'FILE_005' })
  })
})
