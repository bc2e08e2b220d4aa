-- One region is one shard: every table that a settlement writes is distributed by the pooling area and
-- kept beside area_state, so that a commit is a transaction of one node. What is the same for every
-- node (registers that only grow) is copied to all of them.

SELECT create_distributed_table('area_state', 'area');
SELECT create_distributed_table('area_writer', 'area', colocate_with => 'area_state');
SELECT create_distributed_table('person', 'area', colocate_with => 'area_state');
SELECT create_distributed_table('account', 'area', colocate_with => 'area_state');
SELECT create_distributed_table('person_year', 'area', colocate_with => 'area_state');
SELECT create_distributed_table('visit', 'area', colocate_with => 'area_state');
SELECT create_distributed_table('fee_batch', 'area', colocate_with => 'area_state');
SELECT create_distributed_table('settlement', 'area', colocate_with => 'area_state');
SELECT create_distributed_table('journal', 'area', colocate_with => 'area_state');
SELECT create_distributed_table('turnover', 'area', colocate_with => 'area_state');
SELECT create_distributed_table('day_total', 'area', colocate_with => 'area_state');
SELECT create_distributed_table('movement', 'area', colocate_with => 'area_state');
SELECT create_distributed_table('answer', 'area', colocate_with => 'area_state');
SELECT create_distributed_table('audit', 'area', colocate_with => 'area_state');
SELECT create_distributed_table('user_account', 'area', colocate_with => 'area_state');
SELECT create_reference_table('employer');
SELECT create_reference_table('provider');
SELECT create_reference_table('catalogue_item');
