import { useEffect, useRef } from 'react'
import type { ReadFile } from '../fileCalls.ts'
import { nameOf } from '../listing/treeRows.ts'

/** A picture, never larger than the pane. */
export function ImageView({ file, path }: { file: ReadFile; path: string }) {
  const picture = useRef<HTMLImageElement>(null)
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([file.bytes], { type: file.type }))
    if (picture.current !== null) {
      picture.current.src = url
    }
    return () => URL.revokeObjectURL(url)
  }, [file])
  return (
    <div className="thin-scroll flex min-h-0 flex-1 items-center justify-center overflow-auto bg-raised p-3">
      <img ref={picture} alt={nameOf(path)} className="max-h-full max-w-full object-contain" />
    </div>
  )
}
