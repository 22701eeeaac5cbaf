import { HomeportError } from '#shared/errors.ts'
import type { InputOf } from '#shared/operations/table.ts'
import { requestBytes } from '#renderer/connection/httpBytes.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import type { DiffOf } from '../diffOf.ts'

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
  ico: 'image/x-icon',
}

/** The type of an image, by its name; null: it is none that a browser shows. */
export function imageType(path: string): string | null {
  return TYPES[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? null
}

export interface ImageSides {
  /** null: it is not there on this side. */
  readonly before: Blob | null
  readonly after: Blob | null
}

type Side = Pick<InputOf<'git.content'>, 'side' | 'revision'>

/** An image on both sides of a diff. @throws HomeportError where one of them cannot be had. */
export async function loadImages(of: DiffOf, type: string): Promise<ImageSides> {
  const revision = of.revision === null ? {} : { revision: of.revision }
  const was = of.from ?? of.path
  const content = (path: string, side: Side) => orMissing(async () => fromGit(of, { path, ...side }, type))
  const inFolder = () => orMissing(async () => fromFolder(of, type))
  switch (of.sides) {
    case 'working':
      return both(content(was, { side: 'index' }), inFolder())
    case 'staged':
      return both(content(was, { side: 'head' }), content(of.path, { side: 'index' }))
    case 'against':
      return both(content(was, { side: 'base', ...revision }), inFolder())
    case 'commit':
      return both(content(was, { side: 'parent', ...revision }), content(of.path, { side: 'revision', ...revision }))
  }
}

async function both(before: Promise<Blob | null>, after: Promise<Blob | null>): Promise<ImageSides> {
  const [one, other] = await Promise.all([before, after])
  return { before: one, after: other }
}

async function fromGit({ session_id }: DiffOf, asked: Side & { path: string }, type: string): Promise<Blob> {
  const { data } = await connection.client.call('git.content', { session_id, ...asked })
  return new Blob([Uint8Array.from(atob(data), (character) => character.charCodeAt(0))], { type })
}

async function fromFolder({ session_id, path }: DiffOf, type: string): Promise<Blob> {
  const answer = await requestBytes({ method: 'GET', path: '/api/workspace/file', query: { session_id, path } })
  return new Blob([await answer.arrayBuffer()], { type })
}

async function orMissing(load: () => Promise<Blob>): Promise<Blob | null> {
  try {
    return await load()
  } catch (error) {
    if (error instanceof HomeportError && error.code === 'FILE_006') {
      return null
    }
    throw error
  }
}
