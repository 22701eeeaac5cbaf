import { HomeportError, readDetails } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import { createStore, type Store } from '#renderer/state/store.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import type { EditorHandle } from './editor.ts'
import { readFile, saveFile } from '../fileCalls.ts'
import { onOutsideNews } from '../listing/outsideNews.ts'
import { type FileText, bytesOf, textOf } from './fileText.ts'
import { loadUnsaved, storeUnsaved } from './unsaved.ts'
import * as words from '../words.ts'

const STORE_AFTER_MS = 300

/** What lies there now, where somebody else changed the file meanwhile; `etag` null: it was deleted. */
export interface Conflict {
  readonly theirs: string
  readonly mine: string
  readonly etag: string | null
}

export interface EditingState {
  readonly isChanged: boolean
  readonly isBusy: boolean
  /** This browser keeps what is not saved over a reload. */
  readonly isKept: boolean
  readonly conflict: Conflict | null
  /** What others did to the file since it was read; null: nothing, or what they did is here. */
  readonly outside: 'changed' | 'deleted' | null
}

export interface EditedFile {
  readonly session_id: SessionId
  readonly path: string
  readonly text: FileText
  readonly etag: string
}

/** One text that somebody writes in: kept over a reload until it is saved, never written over what somebody else wrote. */
export class Editing {
  readonly #file: EditedFile
  readonly #state = createStore<EditingState>({
    isChanged: false,
    isBusy: false,
    isKept: true,
    conflict: null,
    outside: null,
  })
  readonly state: Store<EditingState> = this.#state
  #editor: EditorHandle | null = null
  #text: string
  /** The file as it was read last. */
  #read: { readonly text: string; readonly etag: string }
  /** Of the version that this text was made from. */
  #etag: string
  /** A line that the editor goes to once it is there. */
  #line: number | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(file: EditedFile) {
    const unsaved = loadUnsaved(file.session_id, file.path)
    this.#file = file
    this.#read = { text: file.text.text, etag: file.etag }
    this.#text = unsaved?.text ?? file.text.text
    this.#etag = unsaved?.etag ?? file.etag
    this.#put({ isChanged: unsaved !== null })
  }

  get path(): string {
    return this.#file.path
  }

  get text(): string {
    return this.#editor?.text() ?? this.#text
  }

  /** The editor that shows it from now on. Returns its end, which keeps the text. */
  attach(editor: EditorHandle): () => void {
    this.#editor = editor
    if (this.#line !== null) {
      editor.goTo(this.#line)
      this.#line = null
    }
    return () => {
      this.#text = editor.text()
      this.#editor = null
      this.#store()
    }
  }

  /** Follows the file until the answer is called: what others write is here at once, unless something is not saved. */
  follow(): () => void {
    const { session_id, path } = this.#file
    return onOutsideNews(session_id, (paths) => {
      if (paths?.has(path) !== false) {
        void this.#lookAgain()
      }
    })
  }

  /** Shows what others wrote beside what is not saved. */
  async compare(): Promise<void> {
    const { session_id, path } = this.#file
    try {
      const read = await readFile(session_id, path)
      this.#put({ conflict: { theirs: textOf(read)?.text ?? '', mine: this.text, etag: read.etag } })
    } catch (error) {
      const isGone = error instanceof HomeportError && error.code === 'FILE_006'
      this.#put(isGone ? { conflict: { theirs: '', mine: this.text, etag: null } } : {})
      if (!isGone) {
        showToast(errorMessage(error))
      }
    }
  }

  find(): void {
    this.#editor?.find()
  }

  /** Shows the line in the editor, now or when it comes; the last one where there are fewer. */
  goTo(line: number): void {
    if (this.#editor === null) {
      this.#line = line
    } else {
      this.#editor.goTo(line)
    }
  }

  changed(): void {
    this.#put({ isChanged: true })
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#store(), STORE_AFTER_MS)
  }

  /** Saves over what it was made from; what lies there otherwise becomes a conflict. */
  async save(): Promise<void> {
    await this.#saveOver(this.#etag)
  }

  /** Back to what was read; the toast takes it back. */
  discard(): void {
    this.#replaceAll(this.#read.text, this.#read.etag, 'Your changes are gone.')
    void this.#lookAgain()
  }

  /** Of both sides of a conflict, one’s own: it is written over the other. */
  async takeMine(): Promise<void> {
    const { conflict } = this.#state.get()
    if (conflict !== null) {
      await this.#saveOver(conflict.etag)
    }
  }

  /** The other side; the toast takes it back. */
  takeTheirs(): void {
    const { conflict } = this.#state.get()
    if (conflict !== null) {
      this.#replaceAll(conflict.theirs, conflict.etag ?? this.#etag, 'The other version is here now.')
      this.keepWriting()
    }
  }

  keepWriting(): void {
    this.#put({ conflict: null })
  }

  async #lookAgain(): Promise<void> {
    const { session_id, path } = this.#file
    if (this.#state.get().isBusy) {
      return
    }
    try {
      const read = await readFile(session_id, path)
      const there = textOf(read)
      const { isBusy, isChanged } = this.#state.get()
      if (read.etag === this.#etag || isBusy) {
        this.#put({ outside: null })
      } else if (isChanged || there === null) {
        this.#put({ outside: 'changed' })
      } else {
        this.#set(there.text, read.etag)
        this.#read = { text: there.text, etag: read.etag }
      }
    } catch (error) {
      if (error instanceof HomeportError && error.code === 'FILE_006') {
        this.#put({ outside: 'deleted' })
      }
    }
  }

  async #saveOver(etag: string | null): Promise<void> {
    const { session_id, path, text } = this.#file
    const saved = this.text
    this.#put({ isBusy: true })
    try {
      const stored = await saveFile({ session_id, path }, bytesOf(saved, text), etag)
      this.#etag = stored.etag
      this.#read = { text: saved, etag: stored.etag }
      this.#put({ isChanged: this.text !== saved, conflict: null, outside: null })
      this.#store()
    } catch (error) {
      const conflict = await this.#conflictOf(error)
      if (conflict === null) {
        showToast(errorMessage(error))
      } else {
        this.#put({ conflict })
      }
    } finally {
      this.#put({ isBusy: false })
    }
  }

  /** null: it was refused for another reason. */
  async #conflictOf(error: unknown): Promise<Conflict | null> {
    const details = error instanceof HomeportError ? readDetails(error, 'FILE_004') : null
    if (details === null) {
      return null
    }
    const mine = this.text
    if (details.etag === undefined) {
      return { theirs: '', mine, etag: null }
    }
    try {
      const read = await readFile(this.#file.session_id, this.#file.path)
      return { theirs: textOf(read)?.text ?? '', mine, etag: read.etag }
    } catch {
      return null
    }
  }

  #replaceAll(text: string, etag: string, told: string): void {
    const before = { text: this.text, etag: this.#etag }
    this.#set(text, etag)
    const undo = () => {
      this.#set(before.text, before.etag)
      this.changed()
    }
    showToast(told, { action: { label: words.undo, run: undo } })
  }

  #set(text: string, etag: string): void {
    this.#editor?.replace(text)
    this.#text = text
    this.#etag = etag
    this.#put({ isChanged: false, outside: null })
    this.#store()
  }

  #store(): void {
    clearTimeout(this.#timer)
    const { session_id, path } = this.#file
    const { isChanged } = this.#state.get()
    this.#put({ isKept: storeUnsaved(session_id, path, isChanged ? { text: this.text, etag: this.#etag } : null) })
  }

  #put(changed: Partial<EditingState>): void {
    this.#state.set({ ...this.#state.get(), ...changed })
  }
}
