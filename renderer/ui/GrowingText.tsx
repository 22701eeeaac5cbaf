import { useLayoutEffect, useRef, type ComponentProps } from 'react'

/** A text area that grows with its text, up to the maximum of its class. */
export function GrowingText({ value, ...rest }: ComponentProps<'textarea'> & { value: string }) {
  const area = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const field = area.current
    if (field !== null) {
      field.style.height = 'auto'
      // The height depends on the value.
      field.style.height = value === '' ? '' : `${field.scrollHeight}px`
    }
  }, [value])
  return <textarea dir="auto" ref={area} value={value} {...rest} />
}
