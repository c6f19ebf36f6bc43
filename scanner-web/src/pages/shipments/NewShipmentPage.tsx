import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { apiAll } from '../../api/apiPages.ts'
import { useAction } from '../../api/useAction.ts'
import { ActionNotice } from '../../components/ActionNotice.tsx'
import { Button, LinkButton } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Actions, Form } from '../../components/form/Form.tsx'
import { KeyField } from '../../components/form/KeyField.tsx'
import { isKey } from '../../components/form/keyKinds.ts'
import { SubmitButton } from '../../components/form/SubmitButton.tsx'
import { Notice } from '../../components/Notice.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Empty } from '../../components/states/Empty.tsx'
import type { Handle, PageLoad } from '../../page.tsx'
import { useWedge } from '../../scanning/wedge/useWedge.ts'
import { urls } from '../../urls.ts'
import { ContentFields } from './ContentFields.tsx'
import { blankContent, contentsBody, type ContentLine } from './contentLines.ts'
import { readSscc } from './readSscc.ts'
import styles from './shipments.module.css'

// queries
const productsQuery = apiAll('GET /products', {})

// loader
export const loader = ({ queries }: PageLoad) => queries.query({ ...productsQuery, staleTime: 'static' })

// handle
export const handle: Handle = { title: 'shipments:new.title', texts: 'shipments', access: 'units:commission' }

// component
export function Component() {
  const { t } = useTranslation('shipments')
  const { data: products } = useSuspenseQuery(productsQuery)
  const queries = useQueryClient()
  const commission = useAction('POST /units')
  const first = blankContent(products[0]?.gtin ?? '')
  const [sscc, setSscc] = useState('')
  const [lines, setLines] = useState<readonly ContentLine[]>([first])
  const [tried, setTried] = useState(false)

  useWedge((text) => setSscc(readSscc(text)))

  async function submit() {
    setTried(true)
    const contents = contentsBody(lines)
    if (!isKey('sscc', sscc) || contents === null) return
    if ((await commission.send({ body: { sscc, contents } })) === null) return
    await queries.invalidateQueries({ queryKey: ['GET /units'] })
  }
  const another = () => {
    commission.reset()
    setSscc('')
    setLines([first])
    setTried(false)
  }
  return (
    <>
      <PageHeader title={t('new.title')} lead={t('new.lead')} />
      <Card>
        {products.length === 0 ? (
          <Empty icon="product" title={t('new.noProductTitle')}>
            {t('new.noProduct')}
          </Empty>
        ) : commission.answer ? (
          <div className={styles.gap}>
            <Notice tone="good">{t('new.done', { sscc: commission.answer.sscc })}</Notice>
            <Actions>
              <LinkButton look="main" icon="truck" to={urls.shipments}>
                {t('new.toList')}
              </LinkButton>
              <Button onClick={another}>{t('new.another')}</Button>
            </Actions>
          </div>
        ) : (
          <Form onSubmit={() => void submit()}>
            <ActionNotice action={commission} />
            <KeyField
              kind="sscc"
              scanned
              label={t('sscc')}
              value={sscc}
              onChange={(text) => setSscc(readSscc(text))}
              tried={tried}
            />
            <ContentFields products={products} lines={lines} onChange={setLines} tried={tried} />
            <Actions>
              <SubmitButton action={commission} look="main">
                {t('new.submit')}
              </SubmitButton>
            </Actions>
          </Form>
        )}
      </Card>
    </>
  )
}
