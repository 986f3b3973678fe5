import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { email, required } from './rules'
import { useForm, type Form } from './useForm'

interface Values {
  name: string
  email: string
}

function form(): Form<Values> {
  let made: Form<Values> | undefined
  mount(
    defineComponent({
      setup() {
        made = useForm<Values>({ name: '', email: '' }, { name: [required()], email: [email] })
        return () => h('div')
      },
    }),
  )
  return made!
}

describe('a form', () => {
  it('says an error when its field is left, not before', () => {
    const { errors, touch } = form()
    expect(errors.value).toEqual({})
    touch('email')
    expect(errors.value).toEqual({ email: 'Enter an e-mail address like name@example.com' })
  })

  it('says every error when it is sent', () => {
    const { errors, validate, values } = form()
    expect(validate()).toBe(false)
    expect(errors.value).toEqual({
      name: 'Fill in this field',
      email: 'Enter an e-mail address like name@example.com',
    })
    Object.assign(values, { name: 'Ada', email: 'ada@example.com' })
    expect(validate()).toBe(true)
  })

  it('shows what the server refused until the field is edited', () => {
    const { errors, refuse, values } = form()
    Object.assign(values, { name: 'Ada', email: 'ada@example.com' })
    expect(refuse({ errors: [{ field: 'email', code: 'taken_by_aliens', message: 'No.' }] })).toBe(true)
    expect(errors.value).toEqual({ email: 'No.' })
    values.email = 'ada@example.org'
    expect(errors.value).toEqual({})
  })

  it('says a known refusal in its own words', () => {
    const { errors, refuse } = form()
    refuse({ errors: [{ field: 'email', code: 'invalid_email', message: 'invalid e-mail' }] })
    expect(errors.value.email).toBe('Enter an e-mail address like name@example.com')
  })

  it('knows none of the fields of another form', () => {
    expect(form().refuse({ errors: [{ field: 'quantity', code: 'x', message: 'x' }] })).toBe(false)
  })

  it('starts over clean', () => {
    const { errors, validate, values, reset } = form()
    validate()
    reset({ name: '', email: 'x' })
    expect(errors.value).toEqual({})
    expect(values.email).toBe('x')
  })
})
