import { HomeportError } from '#shared/errors.ts'
import { openRepository } from './gitScene.ts'
import type { harbour } from './harbour.ts'

export const remotes = {
  remotes: [
    {
      name: 'origin',
      url: 'git@github.com:me/api-server.git',
      host: 'github.com',
      forge: 'github',
      web_url: 'https://github.com/me/api-server',
      default_branch: 'main',
    },
  ],
  push: {
    remote: 'origin',
    branch: 'pool-timeout',
    sets_upstream: false,
    is_protected: false,
    pull_request_url: 'https://github.com/me/api-server/compare/main...pool-timeout?expand=1',
  },
  programs: [],
  runs_id: null,
  under_way: null,
}

export const pushed = {
  remote: 'origin',
  branch: 'pool-timeout',
  outcome: 'pushed',
  commit: 'b'.repeat(40),
  pull_request_url: remotes.push.pull_request_url,
}

/** As the workstation refuses. */
export const refusal = (reason: string, message: string) =>
  new HomeportError('SESSION_003', message, { details: { reason } })

export const now = '2026-11-28T10:00:00.000Z'

export const commit = (
  id: string,
  subject: string,
  more: { readonly parents?: string; readonly names?: readonly string[] } = {},
) => ({
  commit: id.repeat(40),
  parents: Array.from(more.parents ?? '', (parent) => parent.repeat(40)),
  author: 'Olga',
  authored_at: now,
  subject,
  names: more.names ?? [],
})

/** What the browser says of answers that the test makes refusals. */
const refusals = { tolerates: /status of 409/ }

/** The same, of a repository with a remote. `choose`: of its menu. */
export async function openWithRemote(visit: ReturnType<typeof harbour>, device: 'wide' | 'phone' = 'wide') {
  const scene = await openRepository(visit, device, refusals)
  const { overrides } = scene.gateway.answers
  overrides.set('git.remotes', () => remotes)
  overrides.set('git.push', () => pushed)
  overrides.set('pull_request.read', () => ({ kind: 'not_github' }))
  await scene.person.page.evaluate(() => globalThis.dispatchEvent(new Event('focus')))
  const choose = async (name: string) => {
    const { page } = scene.person
    await (
      device === 'phone'
        ? page.getByRole('complementary', { name: 'Details' }).getByRole('button', { name: 'More' })
        : scene.pane.getByRole('button', { name: 'Repository' })
    ).click()
    await scene.person.page.getByRole('menuitem', { name }).click()
  }
  return { ...scene, overrides, choose }
}
