-- The new table stands with its area: a crossing is written by two transactions, each of one area.
SELECT create_distributed_table('crossing', 'area', colocate_with => 'area_state');
