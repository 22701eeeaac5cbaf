import { Preferences } from '#shared/operations/preferences.ts'
import { loadItem, storeItem } from '../browser/browserStorage.ts'
import { setTheme, theme } from '../browser/preferences.ts'
import { sessionDefaults, setSessionDefaults } from '../browser/sessionDefaults.ts'
import { setSingleKeys, singleKeys } from '../browser/singleKeys.ts'
import { connection, link } from './connection.ts'
import { type Here, INITIAL, mergePreferences, unsent } from './mergePreferences.ts'

const ENTRY = 'preferences.agreed'
let agreed = stored()
/** One step after the other, so that none is answered with what was before it. */
let last: Promise<void> = Promise.resolve()

/**
 * Keeps the preferences of this browser and those on the workstation the same for as long as the page lives: asks with
 * every connection, and sends what is changed here. Until the answer comes, and where none comes, what this browser keeps
 * is used; what was changed without a connection is sent with the next. With the sign-in ends whose they are: the next
 * person of this browser begins with none, and sends nobody else's.
 */
export function followPreferences(): void {
  const ask = whenReady(agree)
  const follow = () => (link.get().kind === 'signed_out' ? forget() : ask())
  link.subscribe(follow)
  for (const store of [theme, singleKeys, sessionDefaults]) {
    store.subscribe(whenReady(sendChanges))
  }
  follow()
}

function whenReady(step: () => Promise<void>): () => void {
  return () => {
    if (link.get().kind === 'ready') {
      // A refusal changes nothing here; the next connection tries again.
      last = last.then(step).catch(() => {})
    }
  }
}

async function agree(): Promise<void> {
  const told = await connection.client.call('preferences.get', {})
  const merged = mergePreferences(here(), agreed, told)
  const { model, permission_mode, effort } = merged.next
  keep(merged.agreed)
  setTheme(merged.next.theme)
  setSingleKeys(merged.next.single_keys)
  setSessionDefaults({ model, permission_mode, effort })
  await sendChanges()
}

async function sendChanges(): Promise<void> {
  const now = here()
  const changes = agreed === null ? {} : unsent(now, agreed)
  if (Object.keys(changes).length > 0) {
    await connection.client.call('preferences.set', changes)
    keep(now)
  }
}

function forget(): void {
  agreed = null
  storeItem(ENTRY, null)
  setTheme(INITIAL.theme)
  setSingleKeys(INITIAL.single_keys)
  const { model, permission_mode, effort } = INITIAL
  setSessionDefaults({ model, permission_mode, effort })
}

function here(): Here {
  return { theme: theme.get(), single_keys: singleKeys.get(), ...sessionDefaults.get() }
}

function keep(next: Here): void {
  agreed = next
  storeItem(ENTRY, JSON.stringify(next))
}

function stored(): Here | null {
  try {
    const {
      theme: colours,
      single_keys,
      ...rest
    } = Preferences.parse({
      effort: null,
      ...JSON.parse(loadItem(ENTRY) ?? 'null'),
    })
    return colours === null || single_keys === null ? null : { theme: colours, single_keys, ...rest }
  } catch {
    return null
  }
}
