import { useLayoutEffect, useRef, type ComponentProps, type RefObject } from 'react'

/** A text area that grows with its text, up to the maximum of its class. `field`: for whoever sets its caret. */
export function GrowingText({
  value,
  field: given,
  ...rest
}: ComponentProps<'textarea'> & { value: string; field?: RefObject<HTMLTextAreaElement | null> }) {
  const own = useRef<HTMLTextAreaElement>(null)
  const area = given ?? own
  useLayoutEffect(() => {
    const field = area.current
    if (field !== null) {
      field.style.height = 'auto'
      // The height depends on the value.
      field.style.height = value === '' ? '' : `${field.scrollHeight}px`
    }
  }, [area, value])
  return <textarea dir="auto" ref={area} value={value} {...rest} />
}
