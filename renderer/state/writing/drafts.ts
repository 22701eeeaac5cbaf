import { storeItem, loadItem, storedNames } from '../browser/browserStorage.ts'
import { createStore, type Store, type WritableStore } from '../store.ts'
import { ifGone, tab } from './tab.ts'

/**
 * `composer`: typed there · `page`: added by something else on this page · `workstation`: written on another device ·
 * `closed_tab`: left behind by one.
 */
type Changer = 'composer' | 'page' | 'workstation' | 'closed_tab'

/** Makes one text of two: of this page, and of another device. */
export type Join = (here: string, there: string) => string

interface DraftChange {
  readonly target: string
  readonly by: Changer
}

const changes = createStore<DraftChange | null>(null)
const latest = new Map<string, DraftChange>()

/** The latest change of a draft of this tab; another value each time. */
export const draftChanges: Store<DraftChange | null> = changes

/** The latest change of this very draft; another value each time. Undefined: there was none. */
export function changeOf(target: string): DraftChange | undefined {
  return latest.get(target)
}

/** By target: what another device wrote while this one wrote something else. */
export const otherDrafts: WritableStore<Readonly<Record<string, string>>> = createStore({})

/** Of this page, by target: a browser may refuse to store them. */
const texts = new Map<string, string>()

/** Appends text to this tab's draft. */
export function addToDraft(target: string, addition: string): void {
  const text = draftOf(target)
  storeDraft(target, text.trim() === '' ? addition : `${text}\n${addition}`, 'page')
}

/** The stored draft of this tab, so that no reload loses it. `target` as in `useDraft`. Empty when there is none. */
export function draftOf(target: string): string {
  return texts.get(target) ?? loadItem(nameOf(target)) ?? ''
}

/** Stores this tab's draft; an empty one is removed. Drafts of other tabs are kept. */
export function storeDraft(target: string, text: string, by: Changer): void {
  texts.set(target, text)
  storeItem(nameOf(target), text === '' ? null : text)
  const change = { target, by }
  latest.set(target, change)
  changes.set(change)
}

/** Takes over the draft of a closed tab, with what is known of its copy on the workstation. No-op when there is none. */
export async function adoptDraft(target: string): Promise<void> {
  for (const name of storedNames(`draft.${target}`)) {
    const owner = ownerOf(target, name)
    if (owner === '') {
      // From before tabs had names.
      takeFrom(target, owner)
    } else if (owner !== tab) {
      await ifGone(owner, () => takeFrom(target, owner))
    }
  }
}

function takeFrom(target: string, owner: string): void {
  const name = `draft.${target}${owner === '' ? '' : `.${owner}`}`
  // Another tab may have been faster.
  const text = loadItem(name) ?? ''
  // Text typed meanwhile wins; the older draft waits for the next empty composer.
  if (text !== '' && draftOf(target) === '') {
    storeItem(name, null)
    storeItem(copyName(target, tab), loadItem(copyName(target, owner)))
    storeItem(copyName(target, owner), null)
    storeDraft(target, text, 'closed_tab')
  }
}

/** The other tabs that have a draft of it. */
export function otherOwners(target: string): string[] {
  return storedNames(`draft.${target}.`)
    .map((name) => ownerOf(target, name))
    .filter((owner) => owner !== tab)
}

/** Where a tab notes what it knows of the workstation's copy of its draft. */
export function copyName(target: string, owner: string): string {
  return `copy.${target}.${owner}`
}

function nameOf(target: string): string {
  return `draft.${target}.${tab}`
}

function ownerOf(target: string, name: string): string {
  return name.slice(`draft.${target}.`.length)
}
