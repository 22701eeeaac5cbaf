import { useEffect } from 'react'
import { HomeportError } from '#shared/errors.ts'
import type { Scope } from '#shared/operations/operation.ts'
import { type Retries, isTransient } from '#shared/client/retries.ts'
import { createStore, type Store, useStore } from './store.ts'
import { errorMessage } from './toasts.ts'

export type QueryState<T> =
  | { readonly kind: 'loading' }
  /** `isAsking`: a refresh is under way; the last value stays until it arrives. */
  | { readonly kind: 'ready'; readonly value: T; readonly isAsking: boolean }
  /** `mayNot`: this browser lacks the scope. */
  | { readonly kind: 'failed'; readonly message: string; readonly mayNot: boolean }

export interface QueryDefinition<T> {
  /** Queries with the same key share one result. */
  readonly key: string
  /** Fetches once. `isCurrent` is false once a newer fetch has replaced this one. */
  readonly fetch: (isCurrent: () => boolean) => Promise<T>
  /** The scope it needs; without it nothing is fetched. */
  readonly needs: Exclude<Scope, 'public'>
  /** It may have been paged: a reconnect does not refresh it. */
  readonly isPaged?: boolean
}

/** A query to the server, with its last result. */
export interface Query<T> extends Store<QueryState<T>> {
  /** Fetches again. The last fetch wins, however late an earlier one is answered. */
  readonly refresh: () => Promise<void>
  /** Runs another request whose result becomes the value: the next page, a check. */
  readonly update: (ask: (isCurrent: () => boolean) => Promise<T>) => Promise<void>
  /** Sets the value, for instance from the result of a change; fetches that are under way are dropped. */
  readonly set: (value: T) => void
  /**
   * Fetches now and keeps the value fresh until the returned function is called: after a reconnect, and every `everyMs`
   * when given.
   */
  readonly watch: (everyMs?: number) => () => void
}

export interface QueriesDeps {
  readonly cures: Pick<Retries, 'wait' | 'forget'>
  readonly may: (needs: QueryDefinition<unknown>['needs']) => boolean
  /** Registers a listener for reconnects. */
  readonly onBack: (listener: () => void) => void
  /** Runs now and then every `everyMs` while the page is visible. Returns the function that stops it. */
  readonly poll: (everyMs: number, run: () => Promise<void>) => () => void
}

/** How long a result is kept after its last reader has gone. */
export const RETAIN_MS = 60_000

/** The page's queries, by key. Results without readers are dropped after `RETAIN_MS`. */
export class Queries {
  readonly #entries = new Map<string, Entry>()
  readonly #deps: QueriesDeps

  constructor(deps: QueriesDeps) {
    this.#deps = deps
    deps.onBack(() => this.#entries.forEach((entry) => entry.back()))
  }

  /** Defines a query. Nothing is fetched before it is watched or refreshed. */
  define<T>(definition: QueryDefinition<T>): Query<T> {
    const entry = () => this.#entryOf(definition)
    return {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an entry holds what its own key's fetch answered
      get: () => (this.#entries.get(definition.key)?.store.get() ?? LOADING) as QueryState<T>,
      subscribe: (listener) => entry().read(listener),
      refresh: () => entry().ask(definition.fetch),
      update: (ask) => entry().ask(ask),
      set: (value) => entry().take(value),
      watch: (everyMs) => entry().watch(everyMs),
    }
  }

  #entryOf(definition: QueryDefinition<unknown>): Entry {
    const { key } = definition
    const known = this.#entries.get(key)
    if (known !== undefined) {
      return known
    }
    const made = new Entry(definition, this.#deps, () => this.#entries.delete(key))
    this.#entries.set(key, made)
    return made
  }
}

const LOADING = { kind: 'loading' } as const

/** The state of one key: its last result and its readers. */
class Entry {
  readonly store = createStore<QueryState<unknown>>(LOADING)
  readonly #definition: QueryDefinition<unknown>
  readonly #deps: QueriesDeps
  readonly #dispose: () => void
  #readers = 0
  #watchers = 0
  /** The number of the last fetch; results of older ones are dropped. */
  #question = 0
  #isAsking = false
  #leaving: ReturnType<typeof setTimeout> | undefined

  constructor(definition: QueryDefinition<unknown>, deps: QueriesDeps, dispose: () => void) {
    this.#definition = definition
    this.#deps = deps
    this.#dispose = dispose
    this.#leaveLater()
  }

  read(listener: () => void): () => void {
    const stop = this.store.subscribe(listener)
    const release = this.#hold()
    return () => {
      stop()
      release()
    }
  }

  watch(everyMs?: number): () => void {
    const release = this.#hold()
    this.#watchers += 1
    const refresh = async (): Promise<void> => {
      if (!this.#isAsking) {
        await this.ask(this.#definition.fetch)
      }
    }
    const stop = everyMs === undefined ? void refresh() : this.#deps.poll(everyMs, refresh)
    return () => {
      stop?.()
      this.#watchers -= 1
      if (this.#watchers === 0) {
        this.#deps.cures.forget(this)
      }
      release()
    }
  }

  /** The server is there again. */
  back(): void {
    const isStale = this.#definition.isPaged !== true || this.store.get().kind === 'failed'
    if (this.#watchers > 0 && isStale) {
      void this.ask(this.#definition.fetch)
    }
  }

  take(value: unknown): void {
    this.#settle({ kind: 'ready', value, isAsking: false })
  }

  async ask(fetch: QueryDefinition<unknown>['fetch']): Promise<void> {
    this.#deps.cures.forget(this)
    if (!this.#deps.may(this.#definition.needs)) {
      this.#settle({ kind: 'failed', message: '', mayNot: true })
      return
    }
    this.#question += 1
    const question = this.#question
    const isCurrent = () => question === this.#question
    this.#isAsking = true
    this.#show(true)
    try {
      const value = await fetch(isCurrent)
      if (isCurrent()) {
        this.take(value)
      }
    } catch (error) {
      if (isCurrent()) {
        this.#refused(error, fetch)
      }
    }
  }

  /**
   * Keeps the last value through a temporary refusal, and fetches again once it has passed, so that a half-filled form
   * stays.
   */
  #refused(error: unknown, fetch: QueryDefinition<unknown>['fetch']): void {
    const isKept = isTransient(error) && this.store.get().kind === 'ready'
    if (isKept) {
      this.#isAsking = false
      this.#show(false)
    } else {
      const mayNot = error instanceof HomeportError && error.code === 'AUTH_006'
      this.#settle({ kind: 'failed', message: errorMessage(error), mayNot })
    }
    if (isTransient(error) && this.#watchers > 0) {
      this.#deps.cures.wait(this, () => void this.ask(fetch))
    }
  }

  #show(isAsking: boolean): void {
    const shown = this.store.get()
    if (shown.kind === 'ready' && shown.isAsking !== isAsking) {
      this.store.set({ ...shown, isAsking })
    }
  }

  #settle(state: QueryState<unknown>): void {
    this.#question += 1
    this.#isAsking = false
    this.store.set(state)
  }

  #hold(): () => void {
    clearTimeout(this.#leaving)
    this.#readers += 1
    return () => {
      this.#readers -= 1
      this.#leaveLater()
    }
  }

  #leaveLater(): void {
    if (this.#readers === 0) {
      clearTimeout(this.#leaving)
      this.#leaving = setTimeout(this.#dispose, RETAIN_MS)
    }
  }
}

/** Reads a query in a component, and keeps it fresh while the component is mounted. */
export function useQuery<T>(query: Query<T>, everyMs?: number): QueryState<T> {
  useEffect(() => query.watch(everyMs), [query, everyMs])
  return useStore(query, (state) => state)
}
