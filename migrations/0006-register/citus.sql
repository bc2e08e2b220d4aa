-- The new table stands with its area; the new columns came with their tables.
SELECT create_distributed_table('employment', 'area', colocate_with => 'area_state');
