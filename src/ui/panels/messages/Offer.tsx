import type { ReactNode } from 'react';

interface OfferProps {
  readonly role?: 'status' | 'alert';
  readonly text: string;
  readonly children?: ReactNode;
  readonly actions: readonly (readonly [label: string, act: () => void])[];
}

/** A sentence with what can be done about it. */
export function Offer({ role = 'status', text, children, actions }: OfferProps) {
  return (
    <div className="error-card offer" role={role}>
      <div>{text}</div>
      <div className="offer-actions">
        {children}
        {actions.map(([label, act]) => (
          <button key={label} type="button" onClick={act}>
            {label}
          </button>
        ))}
      </div>
    </div>
  );
}
