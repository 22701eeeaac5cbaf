import { useEffect, useRef, useState } from 'react'
import { bytes } from '#renderer/format/bytes.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import type { DiffOf } from '../diffOf.ts'
import { type ImageSides, loadImages } from './imageSides.ts'
import * as words from '../words.ts'

/** An image as it was and as it is, beside each other. */
export function ImageDiff({ of, type, version }: { of: DiffOf; type: string; version: number }) {
  const [sides, setSides] = useState<ImageSides | { readonly problem: string } | null>(null)
  const { session_id, path, from, sides: which, revision } = of
  useEffect(() => {
    let isOver = false
    loadImages({ session_id, path, from, sides: which, revision }, type).then(
      (loaded) => !isOver && setSides(loaded),
      (error: unknown) => !isOver && setSides({ problem: errorMessage(error) }),
    )
    return () => {
      isOver = true
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another version of the repository is read anew
  }, [session_id, path, from, which, revision, type, version])
  if (sides === null || 'problem' in sides) {
    return <p className="border-t border-line px-4 py-3 text-sm text-muted">{sides?.problem ?? words.loading}</p>
  }
  return <ImagePair path={path} sides={sides} />
}

/** An image on both sides. */
export function ImagePair({ path, sides }: { path: string; sides: ImageSides }) {
  return (
    <div className="grid gap-3 border-t border-line bg-surface p-3 sm:grid-cols-2">
      <Side name={words.before} path={path} image={sides.before} />
      <Side name={words.after} path={path} image={sides.after} />
    </div>
  )
}

function Side({ name, path, image }: { name: string; path: string; image: Blob | null }) {
  const picture = useRef<HTMLImageElement>(null)
  const [size, setSize] = useState('')
  useEffect(() => {
    const shown = picture.current
    if (image === null || shown === null) {
      return
    }
    const url = URL.createObjectURL(image)
    shown.src = url
    return () => URL.revokeObjectURL(url)
  }, [image])
  const measured = image === null ? words.notThere : [size, bytes(image.size)].filter(Boolean).join(', ')
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 text-sm text-muted">
        {name}: {measured}
      </figcaption>
      {image !== null && (
        <img
          ref={picture}
          alt={`${path}, ${name.toLowerCase()}`}
          onLoad={(event) => setSize(`${event.currentTarget.naturalWidth} × ${event.currentTarget.naturalHeight}`)}
          className="max-h-96 max-w-full rounded-control border border-line bg-raised object-contain"
        />
      )}
    </figure>
  )
}
