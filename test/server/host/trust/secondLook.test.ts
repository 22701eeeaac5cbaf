import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { HostWorld, owner } from '#test/support/host/hostWorld.ts'

const REFUSING = fileURLToPath(new URL('../../../fakes/refusingClaude.mjs', import.meta.url))

test.skipIf(process.platform === 'win32')(
  'a folder that changes while Claude Code starts is noticed, also when Claude Code refuses the first request',
  async () => {
    const world = await HostWorld.start({ HOMEPORT_CLAUDE_PATH: REFUSING, ANTHROPIC_API_KEY: 'sk-ant-api03-own' })
    const project_path = path.join(path.dirname(world.paths.dataDir), 'plain')
    mkdirSync(project_path)
    const { id } = await world.call('session.create', { project_path }, owner)
    await expect
      .poll(async () => (await world.events(id, owner)).flatMap((one) => (one.type === 'notice' ? one.data.code : [])))
      .toContain('folder_changed')
  },
)
