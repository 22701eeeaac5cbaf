import type { Credential } from '../identity.ts'

/** Changes of who is signed in and who may be, for whatever holds a connection open for them. */
export interface AccessChanges {
  /** Called with each credential that was ended: what was opened with it ends too. */
  onEnded(listener: (credential: Credential) => void): void
  /** Called when who may enter, or as what, may have changed. */
  onPeopleChanged(listener: () => void): void
}

export interface AccessChangesSource extends AccessChanges {
  ended(credential: Credential): void
  peopleChanged(): void
}

/** Calls its listeners within the call, in the order in which they were added. */
export function createAccessChanges(): AccessChangesSource {
  const ended: ((credential: Credential) => void)[] = []
  const people: (() => void)[] = []
  return {
    onEnded: (listener) => void ended.push(listener),
    onPeopleChanged: (listener) => void people.push(listener),
    ended: (credential) => ended.forEach((listener) => listener(credential)),
    peopleChanged: () => people.forEach((listener) => listener()),
  }
}
