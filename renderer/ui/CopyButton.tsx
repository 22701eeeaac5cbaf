import { Check, Copy } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { IconButton } from './Button.tsx'
import * as words from './words.ts'

const SAID_FOR_MS = 1500

/** Copies a text and confirms it. A function makes the text when it is wanted. */
export function CopyButton(props: { text: string | (() => string); label?: string; icon?: ReactNode }) {
  const { text, label = words.copy, icon = <Copy className="size-4" /> } = props
  const [copied, setCopied] = useState(false)
  return (
    <IconButton label={copied ? words.copied : label} onClick={() => void copy()}>
      {copied ? <Check className="size-4 text-good" /> : icon}
    </IconButton>
  )

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(typeof text === 'string' ? text : text()).then(
      () => setCopied(true),
      () => setCopied(false),
    )
    setTimeout(() => setCopied(false), SAID_FOR_MS)
  }
}
