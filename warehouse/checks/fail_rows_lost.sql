-- X3: rows read = accepted + set aside + ignored, for every delivery.
SELECT epi_id, delivery_id FROM ledger.deliveries
WHERE n_rows_read <> n_rows_accepted + n_rows_set_aside + n_rows_ignored
