import { Paperclip } from 'lucide-react'
import type { ComponentProps } from 'react'
import { LIMITS } from './limits.ts'
import * as words from '../laterWords.ts'

/** Opens the device's own choice of files, on phones the camera too. */
export function AttachButton({ onAttach }: { onAttach: (files: readonly File[]) => void }) {
  return (
    <label
      title={words.attachLIMITS(LIMITS)}
      className="smooth inline-flex size-8 shrink-0 cursor-pointer items-center justify-center rounded-control text-muted touch:size-11 hover:bg-raised hover:text-text has-focus-visible:outline-2 has-focus-visible:outline-accent"
    >
      <Paperclip className="size-4" aria-hidden="true" />
      <FileInput onAttach={onAttach} />
    </label>
  )
}

type FileInputProps = Pick<ComponentProps<'input'>, 'ref' | 'tabIndex' | 'accept' | 'capture' | 'aria-label'> & {
  onAttach: (files: readonly File[]) => void
}

/** The field behind whatever opens it. */
export function FileInput({ onAttach, ...rest }: FileInputProps) {
  return (
    <input
      type="file"
      multiple={rest.capture === undefined}
      aria-label={words.attachImagesOrTexts}
      {...rest}
      className="sr-only"
      onChange={({ target }) => {
        onAttach([...(target.files ?? [])])
        // The same file may be chosen again.
        target.value = ''
      }}
    />
  )
}
