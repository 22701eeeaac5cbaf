import { SessionId } from '#shared/ids.ts'
import { MAX_PROMPT_LENGTH } from '#shared/operations/turn.ts'
import type { Draft } from '#shared/operations/draft.ts'
import { connection } from '../../workstation/connection.ts'
import { may } from '../../workstation/may.ts'
import { isPersonKnown } from '../../workstation/person.ts'
import { draftNews } from '../draftNews.ts'
import { adoptDraft, changeOf, draftChanges, draftOf, type Join, otherDrafts, storeDraft } from '../drafts.ts'
import { tab } from '../tab.ts'
import { adoptFromClosing } from './closingTabs.ts'
import { afterReading, afterTyping, type CopyState, writerName } from './copyState.ts'
import { adoptCopy, browserName, storeCopy, storedCopy } from './storedCopies.ts'

/** After the last key. */
const SAVE_AFTER_MS = 500

const me = { browser: browserName(), tab }

/** By target, the latest change that a draft here has taken note of. */
const noted = new Map<string, ReturnType<typeof changeOf>>()

/** By target; the last composer that is open for it. */
const open = new Map<string, DraftSync>()

/** Keeps a draft in step with the workstation's copy of it. `join` as in `useDraft`. Returns the function that stops it. */
export function syncDraft(target: string, join?: Join): () => void {
  const sync = new DraftSync(target, join)
  open.set(target, sync)
  void sync.start()
  return () => {
    sync.stop()
    if (open.get(target) === sync) {
      open.delete(target)
    }
  }
}

/** A person decides between two drafts: theirs here alone, or with the other device's below. No-op when there are no two. */
export function settleDraft(target: string, other: 'add' | 'discard'): void {
  open.get(target)?.settle(other)
}

/**
 * Saves what is typed, and reads what other devices wrote: when it starts, when the connection is back, when the page is seen
 * again, when the workstation says so. A save that did not arrive is made again then.
 */
class DraftSync {
  readonly #target: string
  readonly #where: Where
  readonly #join: Join | null
  #copy: CopyState
  #timer: ReturnType<typeof setTimeout> | null = null
  #isSaving = false
  #isStopped = false
  #stopAdopting: () => void = () => {}
  readonly #stops: (() => void)[] = []

  constructor(target: string, join: Join | null = null) {
    this.#target = target
    this.#where = whereIs(target)
    this.#join = join
    this.#copy = storedCopy(target)
  }

  async start(): Promise<void> {
    if (draftOf(this.#target) === '') {
      await adoptDraft(this.#target)
      await adoptCopy(this.#target)
    }
    if (this.#isStopped) {
      return
    }
    this.#copy = storedCopy(this.#target)
    if (changeOf(this.#target) === undefined) {
      this.#stopAdopting = adoptFromClosing(this.#target)
    }
    // What was typed before this code was there.
    this.#onChange()
    const onVisibility = () => (document.visibilityState === 'visible' ? void this.#read() : this.#flush())
    const onLeaving = () => this.#flush()
    document.addEventListener('visibilitychange', onVisibility)
    window.addEventListener('pagehide', onLeaving)
    this.#stops.push(
      draftChanges.subscribe(() => this.#onChange()),
      draftNews.subscribe(() => this.#onNews()),
      isPersonKnown.subscribe(() => void this.#read()),
      () => document.removeEventListener('visibilitychange', onVisibility),
      () => window.removeEventListener('pagehide', onLeaving),
    )
    await this.#read()
  }

  stop(): void {
    this.#isStopped = true
    this.#stopAdopting()
    this.#stops.forEach((stop) => stop())
    this.#flush()
    this.#tellOther(null)
  }

  settle(other: 'add' | 'discard'): void {
    const content = otherDrafts.get()[this.#target]
    if (content !== undefined) {
      this.#set({ ...this.#copy, state: 'typed' })
      if (other === 'add') {
        storeDraft(this.#target, `${draftOf(this.#target)}\n${content}`, 'page')
      }
      void this.#save()
    }
  }

  get #text(): string {
    return draftOf(this.#target)
  }

  #onChange(): void {
    const change = changeOf(this.#target)
    if (change === noted.get(this.#target)) {
      return
    }
    noted.set(this.#target, change)
    this.#stopAdopting()
    if (change?.by === 'workstation') {
      return
    }
    if (change?.by === 'closed_tab') {
      this.#copy = storedCopy(this.#target)
      void this.#read()
      return
    }
    this.#set(afterTyping(this.#copy))
    if (this.#copy.state === 'apart' && this.#text === '') {
      void this.#read()
    } else {
      this.#saveLater()
    }
  }

  #onNews(): void {
    const news = draftNews.get()
    const { session_id, place } = this.#where
    const isOfThis = news !== null && news.session_id === session_id && news.data.place === place
    if (isOfThis && news.data.version > this.#copy.version && news.data.writer !== writerName(me)) {
      void this.#read()
    }
  }

  #saveLater(): void {
    this.#forgetTimer()
    this.#timer = setTimeout(() => void this.#save(), SAVE_AFTER_MS)
  }

  #flush(): void {
    if (this.#timer !== null) {
      void this.#save()
    }
  }

  async #read(): Promise<void> {
    if (!mayAsk()) {
      return
    }
    const draft = await connection.client.call('draft.read', this.#where).catch(() => null)
    if (draft !== null && !this.#isStopped && !this.#isSaving) {
      this.#follow(draft)
    }
  }

  async #save(): Promise<void> {
    this.#forgetTimer()
    const content = this.#text
    if (this.#copy.state !== 'typed' || this.#isSaving || content.length > MAX_PROMPT_LENGTH || !mayAsk()) {
      return
    }
    this.#isSaving = true
    const after_version = this.#copy.version
    const saving = { ...this.#where, content, after_version, writer: writerName(me) }
    const answer = await connection.client.call('draft.save', saving).catch(() => null)
    this.#isSaving = false
    if (answer?.saved === true) {
      this.#set({ version: answer.draft.version, state: this.#text === content ? 'saved' : 'typed' })
      void this.#save()
    } else if (answer !== null) {
      this.#follow(answer.draft)
    }
  }

  #follow(draft: Draft): void {
    const { copy, step } = afterReading({ copy: this.#copy, text: this.#text, me }, draft)
    if (copy.state === 'apart' && this.#join !== null) {
      storeDraft(this.#target, this.#join(this.#text, draft.content), 'page')
      this.#set({ version: copy.version, state: 'typed' })
      void this.#save()
      return
    }
    if (step === 'take') {
      storeDraft(this.#target, draft.content, 'workstation')
    }
    this.#set(copy)
    if (copy.state === 'apart') {
      this.#tellOther(draft.content)
    }
    if (step === 'save') {
      void this.#save()
    }
  }

  #set(copy: CopyState): void {
    this.#copy = copy
    storeCopy(this.#target, copy)
    if (copy.state !== 'apart') {
      this.#tellOther(null)
    }
  }

  #tellOther(content: string | null): void {
    const { [this.#target]: told, ...others } = otherDrafts.get()
    if (content !== null) {
      otherDrafts.set({ ...others, [this.#target]: content })
    } else if (told !== undefined) {
      otherDrafts.set(others)
    }
  }

  #forgetTimer(): void {
    if (this.#timer !== null) {
      clearTimeout(this.#timer)
      this.#timer = null
    }
  }
}

/** A draft is one person's: who that is has to be known. */
function mayAsk(): boolean {
  return isPersonKnown.get() && may('drive')
}

interface Where {
  readonly session_id?: SessionId
  readonly place?: string
}

/** What `target` (as in `useDraft`) means on the workstation. */
function whereIs(target: string): Where {
  const parts = target.split('/')
  const session = parts.at(-1) ?? ''
  const [place] = parts.slice(0, -1)
  return {
    ...(session === 'new' ? {} : { session_id: SessionId.parse(session) }),
    ...(place === undefined ? {} : { place }),
  }
}
