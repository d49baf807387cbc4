import { Button, Stack, Switch, TextInput } from '@mantine/core'
import type { Structure } from 'bridge/contract'
import { useState } from 'react'
import type { GivenStructure } from '../../api/structures.ts'
import { useText } from '../../text/text.tsx'
import { Dialog, DialogActions } from '../dialog.tsx'
import { Failure, fieldErrors } from '../failure.tsx'
import { Notice } from '../notice.tsx'
import { ReasonField } from '../reason-field.tsx'
import { useMissing } from '../use-judged.ts'

interface Given {
  opened: boolean
  /** Undefined: a new one. */
  structure: Structure | undefined
  busy: boolean
  error: Error | null
  /** `version`: the one that the form was filled from; none of a new one. */
  onSubmit: (body: GivenStructure, version: number | undefined) => void
  onClose: () => void
}

/** What a structure is called and what it is; why it changes. */
export function StructureDialog(given: Given) {
  const { t } = useText()
  return (
    <Dialog opened={given.opened} title={t(given.structure === undefined ? 'places.add' : 'places.edit')} onClose={given.onClose}>
      <Form {...given} />
    </Dialog>
  )
}

function Form({ structure: known, busy, error, onSubmit, onClose }: Given) {
  const { t } = useText()
  // The page reads anew by itself: what is saved is said of what was read here, and not of what came meanwhile.
  const [structure] = useState(known)
  const [values, setValues] = useState({
    name: structure?.name ?? '',
    kind: structure?.kind ?? '',
    finess: structure?.finess ?? '',
    reason: '',
  })
  const [dac, setDac] = useState(structure?.dac ?? false)
  const refused = fieldErrors(error)
  const missing = {
    name: values.name.trim() === '' ? t('places.name.missing') : undefined,
    kind: values.kind.trim() === '' ? t('places.kind.missing') : undefined,
    reason: values.reason.trim() === '' ? t('reason.missing') : undefined,
  }
  const {
    wrong,
    form,
    onSubmit: submit,
  } = useMissing(missing, () => {
    const finess = values.finess.trim()
    const body = {
      name: values.name.trim(),
      kind: values.kind.trim(),
      dac,
      reason: values.reason.trim(),
      ...(finess === '' ? {} : { finess }),
    }
    onSubmit(body, structure?.version)
  })
  const field = (name: keyof typeof values) => ({
    name,
    value: values[name],
    onChange: (event: { currentTarget: { value: string } }) => setValues({ ...values, [name]: event.currentTarget.value }),
  })
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="lg">
        {error !== null && <Failure error={error} title={t('places.failed')} />}
        <TextInput
          {...field('name')}
          label={t('places.name')}
          error={wrong.name ?? refused['name']}
          maxLength={120}
          required
          withAsterisk={false}
          data-autofocus
        />
        <TextInput
          {...field('kind')}
          label={t('places.kind')}
          description={t('places.kind.help')}
          error={wrong.kind ?? refused['kind']}
          maxLength={60}
          required
          withAsterisk={false}
        />
        <TextInput {...field('finess')} label={t('places.finess.field')} error={refused['finess']} maxLength={9} />
        <Switch
          size="md"
          label={t('places.dac')}
          description={t('places.dac.help')}
          checked={dac}
          onChange={(event) => setDac(event.currentTarget.checked)}
        />
        {structure?.dac === true && !dac && (
          <Notice tone="drift">
            <p>{t('places.dac.ends')}</p>
          </Notice>
        )}
        <ReasonField {...field('reason')} error={wrong.reason ?? refused['reason']} />
        <DialogActions>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('places.save')}
          </Button>
        </DialogActions>
      </Stack>
    </form>
  )
}
