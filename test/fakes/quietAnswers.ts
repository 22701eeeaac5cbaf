import { HomeportError } from '#shared/errors.ts'
import type { OperationName, ResultOf } from '#shared/operations/table.ts'

/** What pages ask beside what a test is about: nothing of it is there. @throws HomeportError INTERNAL_001 for all else */
export function quiet(name: OperationName): unknown {
  const answer = answers[name]
  if (answer === undefined) {
    throw new HomeportError('INTERNAL_001', `The fake gateway has no ${name}.`)
  }
  return answer
}

const answers: { readonly [N in OperationName]?: ResultOf<N> } = {
  'remote.addresses': { origins: [] },
  'remote.tailscale': { state: 'absent', name: null, text: 'There is no Tailscale on this machine.', commands: [] },
  'notifications.addresses': { addresses: [], can_mail: false },
  'notifications.has_mail_password': { kept: false },
  'terminal.confirmations': { own: 'known', asked: false, waiting: [], known: [] },
  'git_credential.list': { credentials: [] },
  'deploy_key.list': { deploy_keys: [] },
  'worktree.offer': {
    problem: 'This folder is in no git repository.',
    branch: '',
    base: '',
    branches: [],
    uncommitted: 0,
    setup: null,
  },
}
