import { expect, test } from 'vitest'
import { shippedSources } from './sourceTree.ts'

/** Compares people or roles: the look of a decision about who may. */
const COMPARES = /\brole\s*[!=]==|[!=]==\s*[\w.?#]*\buser_id\b|\buser_id\b\s*[!=]==/

/** Where people are compared for something else than who may see what, and what for. */
const others: Readonly<Record<string, string>> = {
  'server/gateway/access/access.ts': 'asks the rule, and leaves out whoever asks',
  'server/gateway/auth/github/handlers.ts': 'the account of the machine’s owner stays owner',
  'server/gateway/auth/store/accounts.ts': 'the account that an owner links to the machine’s own row',
  'server/gateway/kernel/authorise.ts': 'whether this is the machine itself',
  'server/gateway/members/mayRun.ts': 'what somebody shared who is no owner any more is taken back',
  'server/gateway/pullRequests/deployKeys/deployKeys.ts': 'a session gets a deploy key from its own person alone',
  'server/gateway/wire/connections.ts': 'sockets of one person are counted; one who changed must come back',
  'server/host/git/credentials/credentialHandlers.ts': 'a session gets credentials from its own person alone',
  'server/host/sessions/life/places.ts': 'how many sessions of one person run',
  'server/host/sessions/registry.ts': 'whose sessions a changed token or folder concerns',
  'server/host/setup/templates/templateHandlers.ts': 'only an owner shares a template with everybody',
  'server/host/terminals/ending/roomForOne.ts': 'terminals of one person are counted',
}

test('who may see what of whom is decided in one place, and asked of it', () => {
  const found = shippedSources()
    .filter(({ name, text }) => /^server\/(gateway|host)\//.test(name) && COMPARES.test(text))
    .map(({ name }) => name)
  expect(found).toEqual(Object.keys(others).toSorted())
})
