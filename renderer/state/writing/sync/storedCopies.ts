import { loadItem, storeItem, storedNames } from '../../browser/browserStorage.ts'
import { copyName, draftOf } from '../drafts.ts'
import { ifGone, tab } from '../tab.ts'
import { CopyState } from './copyState.ts'

const BROWSER = 'browser'

/** A name of this browser that its tabs share. Another one each time where it refuses storage. */
export function browserName(): string {
  const known = loadItem(BROWSER)
  if (known !== null && known.length <= 40) {
    return known
  }
  const name = crypto.randomUUID()
  storeItem(BROWSER, name)
  return name
}

/** What this tab knows of the workstation's copy. A text of which nothing is known was typed. */
export function storedCopy(target: string): CopyState {
  return read(copyName(target, tab)) ?? { version: 0, state: draftOf(target) === '' ? 'saved' : 'typed' }
}

/** An empty draft whose copy is empty needs no note. */
export function storeCopy(target: string, copy: CopyState): void {
  const isOver = copy.state === 'saved' && draftOf(target) === ''
  storeItem(copyName(target, tab), isOver ? null : JSON.stringify(copy))
}

/** Goes on with what a closed tab has cleared and could not say any more. */
export async function adoptCopy(target: string): Promise<void> {
  for (const name of storedNames(copyName(target, ''))) {
    const owner = name.slice(copyName(target, '').length)
    if (owner !== tab && loadItem(`draft.${target}.${owner}`) === null) {
      await ifGone(owner, () => {
        const left = loadItem(name)
        storeItem(name, null)
        if (draftOf(target) === '' && loadItem(copyName(target, tab)) === null) {
          storeItem(copyName(target, tab), left)
        }
      })
    }
  }
}

function read(name: string): CopyState | null {
  try {
    return CopyState.parse(JSON.parse(loadItem(name) ?? ''))
  } catch {
    return null
  }
}
