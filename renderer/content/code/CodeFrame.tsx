import type { ReactNode } from 'react'
import { classes } from '#renderer/ui/classes.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { CodeBox } from '../CodeBox.tsx'
import * as words from '#renderer/content/words.ts'

/** The box of a program: its language and buttons above the text, which scrolls sideways unless it is wrapped. */
export function CodeFrame(props: {
  title: string
  label: string
  isWrapped?: boolean
  buttons?: ReactNode
  children: ReactNode
}) {
  const { title, label, isWrapped = false, buttons, children } = props
  return (
    <CodeBox title={title} buttons={buttons}>
      <pre
        dir="ltr"
        tabIndex={0}
        aria-label={label}
        className={classes(
          'thin-scroll max-h-96 overflow-auto p-3 font-mono text-sm focus-visible:-outline-offset-2',
          isWrapped && 'wrap-anywhere whitespace-pre-wrap',
        )}
      >
        {children}
      </pre>
    </CodeBox>
  )
}

/** The box before its colours and buttons have come, in the same size. */
export function PlainCode({ text, language }: { text: string; language: string }) {
  return (
    <CodeFrame title={language} label={codeLabel(language)}>
      <Marked text={text} code />
    </CodeFrame>
  )
}

/** What the box is called: `Code, ts`. */
export function codeLabel(language: string): string {
  return language === '' ? words.code : words.codeLanguage(language)
}
