import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { sharedWorld } from './world.ts'

const world = sharedWorld()

function repository(name: string): string {
  const folder = world.server.folder(name)
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=O', '-c', 'user.email=o@x', ...args])
  git('init', '-q', '-b', 'main')
  writeFileSync(path.join(folder, 'a.txt'), 'one\n')
  git('add', '-A')
  git('commit', '-qm', 'first')
  return folder
}

describe.each(['wide', 'phone'] as const)('on a %s screen', (device) => {
  test('a session starts in a new worktree, which is said, and is removed with it', async () => {
    const folder = repository(`harbour-${device}`)
    const person = await world.enters(device)
    await person.open(`/new?folder=${encodeURIComponent(folder)}`)
    const { page } = person
    await page.getByLabel('What should Claude do?').fill('@text Looked at the health check.')
    await page.getByLabel('Branch', { exact: true }).selectOption('New worktree')
    await page.getByText('Works on its own copy of the folder').waitFor()
    await page.getByRole('button', { name: 'Change…' }).click()
    await page.getByLabel('Branch').last().fill(`claude/health-${device}`)
    await page.getByRole('button', { name: /^Start/ }).click()
    await person.sees(/Works in a worktree of its own on the branch claude\/health/)
    const { sessions } = await world.server.program.call<{ sessions: { id: string; workspace_path: string }[] }>(
      'GET',
      '/api/sessions',
    )
    const made = sessions.find(({ workspace_path }) => path.basename(workspace_path).includes(`health-${device}`))
    expect(existsSync(path.join(made?.workspace_path ?? '', 'a.txt'))).toBe(true)
    await person.open(`/session/${made?.id ?? ''}?tab=info`)
  })
})
